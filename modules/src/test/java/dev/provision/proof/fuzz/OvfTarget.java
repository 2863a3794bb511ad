package dev.provision.proof.fuzz;

import dev.provision.modules.images.StreamOptimizedFile;
import java.io.IOException;
import java.nio.file.Path;

/** The text of an OVF, beside the disks that a valid one names. */
final class OvfTarget extends DiskTarget {
  private boolean hasDisks;

  @Override
  Path file(byte[] input) throws IOException {
    if (!hasDisks) {
      StreamOptimizedFile disk = StreamOptimizedFile.ofCapacity(1 << 20).withFilledGrains(1);
      disk.write(folder.path("vm-disk1.vmdk"));
      disk.write(folder.path("vm-disk2.vmdk"));
      hasDisks = true;
    }
    return folder.write("disk", input);
  }
}
