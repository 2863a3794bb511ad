package dev.provision.simulator.serve;

import java.nio.file.Path;

/**
 * What serving one lab keeps on disk, all of it beside the lab's file of state.
 *
 * @param state of the lab, {@code .provision/small.state}
 */
record LabFiles(Path state) {
  OwnFile key() {
    return new OwnFile(beside(".key"));
  }

  /** The certificate, which is no secret. */
  Path certificate() {
    return beside(".crt");
  }

  OwnFile password() {
    return new OwnFile(beside(".password"));
  }

  private Path beside(String suffix) {
    String name = state.getFileName().toString().replaceFirst("\\.state$", "");
    return state.resolveSibling(name + suffix);
  }
}
