package dev.provision.acceptance;

import dev.provision.simulator.LabFile;
import dev.provision.simulator.OpenLab;
import dev.provision.simulator.world.SimTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Two linked vCenters, {@code a.yml} and {@code b.yml}. */
record LinkedPair(SimulatorTarget a, SimulatorTarget b) {
  static LinkedPair in(Path folder) {
    try {
      Path a = Files.writeString(folder.resolve("a.yml"), lab(1, "b.yml"));
      Files.writeString(folder.resolve("b.yml"), lab(2, "a.yml"));
      OpenLab lab =
          OpenLab.open(a, LabFile.read(a, "a.yml").get(), SimTime.wall(Clock.systemUTC()));
      return new LinkedPair(target(lab, 0), target(lab, 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SimulatorTarget target(OpenLab lab, int which) {
    SimulatorTarget target = new SimulatorTarget(lab.domain().get(which).simulator());
    target.populate();
    return target;
  }

  private static String lab(int seed, String other) {
    return "seed: " + seed + "\nlinked: [" + other + "]\n" + SimulatorTarget.LAB;
  }
}
