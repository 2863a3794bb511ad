package dev.provision.modules.images;

import java.nio.file.Path;
import java.util.List;

/**
 * A local file that can become an image.
 *
 * @param name as the playbook gives it, for messages
 * @param bytes of the file, with those of the files that it names
 * @param sha256 of these bytes, in lower-case hex: of the file, then of the files that it names, in
 *     the order in which it names them
 * @param format what the file is
 * @param disks at least one, the first boots; none for a medium that is no disk, such as an ISO
 */
record ImageFile(
    Path path, String name, long bytes, String sha256, FileFormat format, List<SourceDisk> disks)
    implements ImageSource {
  ImageFile {
    disks = List.copyOf(disks);
  }

  /**
   * The disk that boots.
   *
   * @throws IndexOutOfBoundsException where there is none: our bug
   */
  SourceDisk disk() {
    return disks.get(0);
  }
}
