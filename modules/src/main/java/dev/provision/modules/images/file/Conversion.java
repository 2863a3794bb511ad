package dev.provision.modules.images.file;

import java.nio.file.Path;

/** The command that converts a disk file to one that this kind accepts, for messages. */
public final class Conversion {
  private Conversion() {}

  /**
   * @param adapterType the file's, which the command keeps; empty when it has none
   */
  static String of(Path file, String adapterType) {
    return "; convert it to a streamOptimized VMDK: "
        + command(String.valueOf(file.getFileName()), adapterType);
  }

  /** For a file that {@code qemu-img} would convert if it were installed. */
  public static String withoutQemu(ImageFile file) {
    return "`"
        + file.name()
        + "` is "
        + file.format().words()
        + ", which qemu-img converts, and there is no `qemu-img` on the PATH: install it"
        + " (qemu-utils, qemu-img), or convert the file where it is: "
        + command(String.valueOf(file.path().getFileName()), "");
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
