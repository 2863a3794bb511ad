package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.SourceDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A local file that can become an image.
 *
 * @param name as the playbook gives it, for messages
 * @param bytes of the file, with those of the files that it names
 * @param sha256 of these bytes, in lower-case hex: of the file, then of the files that it names, in
 *     the order in which it names them
 * @param format what the file is
 * @param disks at least one, the first boots; none for a medium that is no disk, such as an ISO
 * @param parts the files that the hash is of, in its order
 * @param machine what the file says about the machine that its disks are of; empty for bare disks
 */
public record ImageFile(
    Path path,
    String name,
    long bytes,
    String sha256,
    FileFormat format,
    List<SourceDisk> disks,
    List<Path> parts,
    Optional<OvfMachine> machine)
    implements ImageSource {
  public ImageFile {
    disks = List.copyOf(disks);
    parts = List.copyOf(parts);
  }

  /**
   * The disk that boots.
   *
   * @throws IndexOutOfBoundsException when there are no disks: our bug
   */
  public SourceDisk disk() {
    return disks.get(0);
  }

  /** Whether {@code qemu-img} has to convert it before the upload. */
  public boolean isForeign() {
    return disks.stream().anyMatch(disk -> disk.form() == SourceDisk.Form.FOREIGN);
  }

  /** Whether the file is uploaded unchanged. */
  public boolean isSentAsItIs() {
    return disks.size() == 1
        && disk().form() == SourceDisk.Form.STREAM
        && disk().data().get(0).length() == bytes;
  }
}
