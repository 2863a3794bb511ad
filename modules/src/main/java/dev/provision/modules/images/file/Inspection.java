package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.SourceDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result of inspecting a file.
 *
 * @param disks the first one boots
 * @param files everything that the hash covers: the file, then the files that it names
 * @param machine what it says about the machine of its disks; empty for a bare disk
 */
record Inspection(
    FileFormat format, List<SourceDisk> disks, List<Path> files, Optional<OvfMachine> machine) {
  Inspection {
    disks = List.copyOf(disks);
    files = List.copyOf(files);
  }
}
