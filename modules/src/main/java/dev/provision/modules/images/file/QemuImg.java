package dev.provision.modules.images.file;

import dev.provision.spi.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The program that reads the disks of other products. Safe for many threads. */
public interface QemuImg {
  /** What it calls itself, {@code 7.2.22}; empty where there is none. */
  Optional<String> version();

  /**
   * Makes a streamOptimized VMDK.
   *
   * @param format what the file is, in the program's words, so that it does not guess
   * @param adapterType what the new file says about its adapter
   * @throws IOException with the program's own last words
   */
  void convert(Path from, String format, Path to, String adapterType, Progress progress)
      throws IOException, InterruptedException;
}
