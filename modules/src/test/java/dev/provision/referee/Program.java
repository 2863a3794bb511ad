package dev.provision.referee;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that some tests need and that is not part of a JDK or of Maven. */
enum Program {
  GO("go", "the referee's tests need Go on the PATH"),
  QEMU_IMG("qemu-img", "the tests of disk formats need qemu-img on the PATH"),
  CLOUD_INIT("cloud-init", "the tests of what a guest reads need cloud-init on the PATH");

  private final String command;
  private final String need;

  Program(String command, String need) {
    this.command = command;
    this.need = need;
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
        .findFirst();
  }
}
