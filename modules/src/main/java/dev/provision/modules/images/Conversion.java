package dev.provision.modules.images;

import java.nio.file.Path;

/** The command that makes of a disk file what this kind takes, for messages. */
final class Conversion {
  private Conversion() {}

  /**
   * @param adapterType of the file, which the command keeps; empty when it has none
   */
  static String of(Path file, String adapterType) {
    return "; a streamOptimized VMDK is wanted: "
        + command(String.valueOf(file.getFileName()), adapterType);
  }

  /** For a file that nobody has looked at. */
  static String unlessStream(String name) {
    return "; where it is no streamOptimized VMDK: " + command(name, "");
  }

  private static String command(String name, String adapterType) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String target = name.endsWith(".vmdk") ? stem + "-stream.vmdk" : stem + ".vmdk";
    String adapter = adapterType.isEmpty() ? "" : ",adapter_type=" + adapterType;
    return "qemu-img convert -O vmdk -o subformat=streamOptimized"
        + adapter
        + " "
        + name
        + " "
        + target;
  }
}
