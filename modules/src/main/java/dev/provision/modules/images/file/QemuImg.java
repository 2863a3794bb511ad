package dev.provision.modules.images.file;

import dev.provision.spi.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The program that converts disks of other products. Safe for many threads. */
public interface QemuImg {
  /** Its version, {@code 7.2.22}; empty when it is not installed. */
  Optional<String> version();

  /**
   * Converts a file to a streamOptimized VMDK.
   *
   * @param format the format of the file as qemu-img calls it, so that qemu-img does not guess
   * @param adapterType the adapter that the new file names
   * @throws IOException with the last output of the program
   */
  void convert(Path from, String format, Path to, String adapterType, Progress progress)
      throws IOException, InterruptedException;
}
