package dev.provision.simulator;

import com.vmware.vim25.ObjectContent;
import dev.provision.simulator.lab.LabLock;
import dev.provision.simulator.lab.LabState;
import dev.provision.simulator.lab.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Saves a simulated vCenter's state on a thread of its own: after each change, but with pauses, so
 * that writing takes only a small part of the time. Only one process at a time may save a lab.
 */
final class StateSaver implements AutoCloseable {
  /** The pause after a write, as a multiple of the time that the write took. */
  private static final int PAUSE = 8;

  private static final long LEAST_PAUSE_MILLIS = 100;

  private final LabState state;
  private final Simulator simulator;
  private final LabLock lock;
  private final Thread thread;
  private final Object wake = new Object();
  private long saved;
  private boolean closed;

  private StateSaver(LabState state, Simulator simulator, LabLock lock) {
    this.state = state;
    this.simulator = simulator;
    this.lock = lock;
    this.saved = simulator.locked(() -> simulator.world().lasting());
    this.thread = new Thread(this::run, "simulator-state");
    this.thread.setDaemon(true);
  }

  /**
   * @throws IOException when another process already saves this lab
   */
  static StateSaver start(LabState state, Simulator simulator) throws IOException {
    StateSaver saver = new StateSaver(state, simulator, LabLock.take(state));
    simulator.tasks().onEnd(saver::changed);
    simulator.leases().onEnd(saver::changed);
    saver.thread.start();
    return saver;
  }

  private void changed() {
    synchronized (wake) {
      wake.notifyAll();
    }
  }

  private void run() {
    long pause = LEAST_PAUSE_MILLIS;
    try {
      while (true) {
        synchronized (wake) {
          if (closed) {
            return;
          }
          wake.wait(pause);
          if (closed) {
            return;
          }
        }
        long began = now();
        save();
        pause = Math.max(LEAST_PAUSE_MILLIS, PAUSE * (now() - began));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the lab could not be kept", e);
    }
  }

  /** By the lab's own clock, in milliseconds. */
  private long now() {
    return simulator.locked(() -> simulator.world().now());
  }

  private synchronized void save() throws IOException {
    long[] at = new long[1];
    List<ObjectContent> contents =
        simulator.locked(
            () -> {
              at[0] = simulator.world().lasting();
              return at[0] == saved
                  ? null
                  : StateFile.contents(
                      simulator.world(),
                      simulator.datastores(),
                      state.identity(),
                      simulator.leases()::isImporting);
            });
    if (contents != null) {
      StateFile.write(state.file(), StateFile.encode(contents));
      saved = at[0];
    }
  }

  /** Lets running tasks end, and saves the result. */
  @Override
  public void close() {
    synchronized (wake) {
      closed = true;
      wake.notifyAll();
    }
    try {
      simulator.finish();
      save();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the state of the lab could not be kept in `" + state.file() + "`", e);
    }
  }
}
