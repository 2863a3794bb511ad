package dev.provision.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A playbook with two things in a lab, and the command line in its folder. */
abstract class OnALab {
  static final String TWO_THINGS =
      """
      name: lab
      lab: {room: 10}
      sizes:
        small: {size: "1"}
      things:
        a: {path: /a, fields: {x: "1"}}
        b: {path: /b, fields: {x: "2"}, needs: [things.a]}
      """;

  @TempDir Path folder;
  Cli cli;

  @BeforeEach
  void playbook() {
    cli = new Cli(folder).playbook(TWO_THINGS);
  }
}
