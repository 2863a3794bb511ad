package dev.provision.proof.fuzz;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.modules.images.bytes.DiskBytes;
import dev.provision.modules.images.bytes.DiskData;
import dev.provision.modules.images.bytes.OutgoingDisk;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.modules.images.file.ImageFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * A file that is a disk or a medium, of whatever format. What is sent of a small disk is a disk of
 * the same bytes.
 */
class DiskTarget implements FuzzTarget {
  private static final long SMALL = 256 << 10;

  final ScratchFolder folder = new ScratchFolder();

  /** Writes the input as a file that can be inspected. */
  Path file(byte[] input) throws IOException {
    folder.write("disk-flat.vmdk", new byte[1024]);
    return folder.write("disk", input);
  }

  @Override
  public void take(byte[] input) throws Exception {
    Path file = file(input);
    ImageFile image;
    try {
      image = new ImageFiles().read(file, "disk", input.length > 0 && input[0] == 'R');
    } catch (UnfitFile e) {
      holds(e.getMessage().startsWith("`disk` "), "a refusal that names no file: " + e);
      return;
    }
    holds(image.bytes() > 0, "a disk of nothing");
    for (SourceDisk disk : image.disks()) {
      long capacity = disk.capacity().bytes();
      holds(capacity > 0 && capacity <= 62L << 40, "a disk of " + capacity + " bytes");
      holds(disk.filled().bytes() >= 0, "less than nothing is filled");
      boolean ours = disk.form() != SourceDisk.Form.FOREIGN && disk.form() != SourceDisk.Form.EMPTY;
      if (ours && capacity <= SMALL) {
        sent(disk);
      }
    }
  }

  private void sent(SourceDisk disk) throws Exception {
    byte[] before;
    Path sent = folder.path("sent.vmdk");
    try {
      before = bytes(disk);
      OutgoingDisk outgoing = OutgoingDisk.of(disk, (percent, what) -> {});
      try (InputStream stream = outgoing.open()) {
        Files.copy(stream, sent, StandardCopyOption.REPLACE_EXISTING);
      }
      holds(Files.size(sent) == outgoing.bytes(), "another length is sent than was said");
    } catch (IOException e) {
      // its grains are damaged, which inspection does not see
      holds(e.getMessage() != null, "an unreadable disk without words");
      return;
    }
    if (disk.form() != SourceDisk.Form.STREAM) {
      SourceDisk again = new ImageFiles().read(sent, "sent", false).disk();
      holds(again.capacity().equals(disk.capacity()), "what is sent has another size");
      holds(Arrays.equals(before, bytes(again)), "what is sent has other bytes");
    }
  }

  private static byte[] bytes(SourceDisk disk) throws IOException {
    try (DiskBytes bytes = new DiskBytes(DiskData.open(disk), disk.capacity().bytes())) {
      return bytes.readAllBytes();
    }
  }
}
