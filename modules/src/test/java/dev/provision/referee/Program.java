package dev.provision.referee;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that some tests need and that is not part of a JDK or of Maven. */
enum Program {
  GO("go", "the referee's tests need Go on the PATH"),
  QEMU_IMG("qemu-img", "the tests of disk formats need qemu-img on the PATH"),
  CLOUD_INIT("cloud-init", "the tests of what a guest reads need cloud-init on the PATH"),
  PYVMOMI(
      "python3",
      "the tests of what pyvmomi reads need a python3 on the PATH that has it (PYTHONPATH)",
      "-c",
      "import pyVim.connect, pyVmomi");

  private final String command;
  private final String need;

  /** Arguments with which it ends well only if it has what is needed; none where it needs none. */
  private final List<String> proof;

  Program(String command, String need, String... proof) {
    this.command = command;
    this.need = need;
    this.proof = List.of(proof);
  }

  String need() {
    return need;
  }

  /** Where it is, by the PATH of this environment; empty when it is not installed. */
  Optional<Path> find(Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, command))
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .findFirst()
        .filter(this::isProved);
  }

  private boolean isProved(Path program) {
    if (proof.isEmpty()) {
      return true;
    }
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(proof);
    try {
      ProcessBuilder run = new ProcessBuilder(line);
      run.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      run.redirectError(ProcessBuilder.Redirect.DISCARD);
      return run.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
