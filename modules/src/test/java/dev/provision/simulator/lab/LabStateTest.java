package dev.provision.simulator.lab;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabStateTest {
  @TempDir Path folder;

  @Test
  void refusesAFileThatNoLabMakes() throws Exception {
    LabState state = new LabState(folder.resolve("lab.yml"), "x");
    Files.createDirectories(state.file().getParent());
    try (RandomAccessFile out = new RandomAccessFile(state.file().toFile(), "rw")) {
      out.setLength(3L << 30);
    }

    assertThatThrownBy(state::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be read: it has more than 512 MiB");
  }
}
