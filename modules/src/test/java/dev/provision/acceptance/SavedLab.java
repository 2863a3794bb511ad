package dev.provision.acceptance;

import dev.provision.simulator.LabFile;
import dev.provision.simulator.OpenLab;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.world.SimTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A lab whose state is kept once, and of which any number of tests get a copy. */
final class SavedLab {
  private final Path folder;
  private final String lab;

  /**
   * @param folder gets a folder for each copy
   */
  SavedLab(Path folder, String lab) {
    this.folder = folder;
    this.lab = lab;
  }

  /** What is done to the lab before it is kept. */
  interface Work {
    void on(Simulator simulator, Path own);
  }

  /** Does this to a new lab, and keeps the result. */
  void keep(Work work) {
    try {
      OpenLab open = open("kept");
      open.join();
      open.write();
      work.on(open.simulator(), folder.resolve("kept"));
      open.leave();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kept lab, in a folder of this name. */
  SimulatorTarget copy(String name) {
    try {
      Path state = folder.resolve(name + "/.provision/lab.state");
      Files.createDirectories(state.getParent());
      Files.copy(folder.resolve("kept/.provision/lab.state"), state);
      return new SimulatorTarget(open(name).simulator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OpenLab open(String name) throws IOException {
    Path file = Files.createDirectories(folder.resolve(name)).resolve("lab.yml");
    Files.writeString(file, lab);
    return OpenLab.open(file, LabFile.read(file, "lab.yml").get(), SimTime.wall(Clock.systemUTC()));
  }
}
