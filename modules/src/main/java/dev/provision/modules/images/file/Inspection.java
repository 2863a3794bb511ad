package dev.provision.modules.images.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a file turned out to be.
 *
 * @param disks the first boots
 * @param files all that its identity is made of, whole: the file, then those that it names
 * @param machine what it says about the machine that its disks are of; empty when it is a bare disk
 */
record Inspection(
    FileFormat format, List<SourceDisk> disks, List<Path> files, Optional<OvfMachine> machine) {
  Inspection {
    disks = List.copyOf(disks);
    files = List.copyOf(files);
  }
}
