package dev.provision.simulator;

import com.vmware.vim25.ObjectContent;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.lab.LabState;
import dev.provision.simulator.tagging.TagObjects;
import dev.provision.simulator.world.SimTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lab that is in use, with its file of state. A user that only reads takes no lock; the first
 * that writes takes it, and from then on changes are saved.
 */
public final class OpenLab {
  private final LabState state;
  private final Simulator simulator;
  private List<OpenLab> domain = List.of(this);
  private int users;
  private StateSaver saver;

  private OpenLab(LabState state, Simulator simulator) {
    this.state = state;
    this.simulator = simulator;
  }

  /**
   * Opens a lab, and those that it is linked with.
   *
   * @throws IOException when a saved state cannot be read, or belongs to another lab
   */
  public static OpenLab open(Path file, LabSpec lab, SimTime time) throws IOException {
    Map<Path, LabSpec> labs = LinkedLabs.of(file, lab);
    ReentrantLock lock = new ReentrantLock();
    Map<Path, OpenLab> opened = new LinkedHashMap<>();
    OpenLab first = null;
    for (Map.Entry<Path, LabSpec> each : labs.entrySet()) {
      LabState state = new LabState(each.getKey(), LabState.identity(each.getValue()));
      OpenLab one = new OpenLab(state, started(state, each.getValue(), time, lock));
      opened.put(each.getKey(), one);
      boolean kept = Files.exists(state.file());
      if (first == null
          || !Files.exists(first.stateFile()) && (kept || LinkedLabs.declares(each.getValue()))) {
        first = one;
      }
    }
    if (opened.size() == 1) {
      TagObjects.link(first.simulator.world(), List.of());
    } else {
      List<OpenLab> all = List.copyOf(opened.values());
      all.forEach(each -> each.domain = all);
      Domain.link(
          first.simulator.world(),
          all.stream().map(each -> each.simulator.world()).toList(),
          labs.keySet().stream().map(each -> each.getFileName().toString()).toList());
    }
    return opened.get(file);
  }

  private static Simulator started(LabState state, LabSpec lab, SimTime time, ReentrantLock lock)
      throws IOException {
    if (!Files.exists(state.file())) {
      return Simulator.of(lab, time, lock);
    }
    ObjectContent[] kept = state.read();
    return Simulator.of(kept, lab, time, lock);
  }

  /** It and those that it is linked with, by the order of their files. */
  public List<OpenLab> domain() {
    return domain;
  }

  /** The lab file. */
  public Path file() {
    return state.lab();
  }

  /** The file of the saved state; it exists once something was written. */
  public Path stateFile() {
    return state.file();
  }

  public Simulator simulator() {
    return simulator;
  }

  /**
   * Saves changes from now on, in all of its domain.
   *
   * @throws IOException when another process already saves one of these labs
   */
  public void write() throws IOException {
    List<OpenLab> begun = new ArrayList<>();
    try {
      for (OpenLab each : domain) {
        if (each.saver == null) {
          each.saver = StateSaver.start(each.state, each.simulator);
          begun.add(each);
        }
      }
    } catch (IOException e) {
      begun.forEach(OpenLab::close);
      throw e;
    }
  }

  private void close() {
    if (saver != null) {
      saver.close();
      saver = null;
    }
  }

  public void join() {
    domain.forEach(each -> each.users++);
  }

  boolean isUnused() {
    return users == 0;
  }

  /** One user is done. Returns whether it was the last; then everything is saved. */
  public boolean leave() {
    domain.forEach(each -> each.users--);
    if (users > 0) {
      return false;
    }
    domain.forEach(OpenLab::close);
    return true;
  }
}
