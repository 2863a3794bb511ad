package dev.provision.simulator;

import com.vmware.vim25.ObjectContent;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.lab.LabState;
import dev.provision.simulator.world.SimTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One lab that is in use, with its file of state. A user that only reads takes no lock; the first
 * that writes takes it, and from then on changes are saved.
 */
public final class OpenLab {
  private final LabState state;
  private final Simulator simulator;
  private int users;
  private StateSaver saver;

  private OpenLab(LabState state, Simulator simulator) {
    this.state = state;
    this.simulator = simulator;
  }

  /**
   * @throws IOException when the saved state cannot be read, or belongs to another lab
   */
  public static OpenLab open(Path file, LabSpec lab, SimTime time) throws IOException {
    LabState state = new LabState(file, LabState.identity(lab));
    return new OpenLab(state, started(state, lab, time));
  }

  private static Simulator started(LabState state, LabSpec lab, SimTime time) throws IOException {
    if (!Files.exists(state.file())) {
      return Simulator.of(lab, time);
    }
    ObjectContent[] kept = state.read();
    return Simulator.of(kept, lab, time);
  }

  /** The file of the saved state; it exists once something was written. */
  public Path stateFile() {
    return state.file();
  }

  public Simulator simulator() {
    return simulator;
  }

  /**
   * Saves changes from now on.
   *
   * @throws IOException when another process already saves this lab
   */
  public void write() throws IOException {
    if (saver == null) {
      saver = StateSaver.start(state, simulator);
    }
  }

  public void join() {
    users++;
  }

  boolean isUnused() {
    return users == 0;
  }

  /** One user is done. Returns whether it was the last; then everything is saved. */
  public boolean leave() {
    if (--users > 0) {
      return false;
    }
    if (saver != null) {
      saver.close();
    }
    return true;
  }
}
