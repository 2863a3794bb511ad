package dev.provision.simulator;

import com.vmware.vim25.ObjectContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Keeps a simulated vCenter's state, in a thread of its own: after each change, but never so often
 * that writing takes more than a small part of the time. One process at a time keeps one lab.
 */
final class StateSaver implements AutoCloseable {
  /** A write is followed by a pause of this many times what it took. */
  private static final int PAUSE = 8;

  private static final long LEAST_PAUSE_MILLIS = 100;

  private final LabState state;
  private final Simulator simulator;
  private final FileChannel lock;
  private final Thread thread;
  private final Object wake = new Object();
  private long saved;
  private boolean closed;

  private StateSaver(LabState state, Simulator simulator, FileChannel lock) {
    this.state = state;
    this.simulator = simulator;
    this.lock = lock;
    this.saved = simulator.locked(() -> simulator.world().lasting());
    this.thread = new Thread(this::run, "simulator-state");
    this.thread.setDaemon(true);
  }

  /**
   * @throws IOException when another process keeps the lab
   */
  static StateSaver start(LabState state, Simulator simulator) throws IOException {
    Files.createDirectories(state.file().getParent());
    FileChannel lock =
        FileChannel.open(
            state.lockFile(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (!isOurs(lock)) {
      String holder = holder(state.lockFile());
      lock.close();
      throw new IOException(
          "the lab `"
              + state.lab()
              + "` is in use by another run"
              + holder
              + "; a simulated vCenter lives in one process at a time: wait until that one ends");
    }
    lock.truncate(0);
    lock.write(
        ByteBuffer.wrap(
            String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
        0);
    StateSaver saver = new StateSaver(state, simulator, lock);
    simulator.tasks().onEnd(saver::changed);
    saver.thread.start();
    return saver;
  }

  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(Path file) {
    try {
      String pid = Files.readString(file).strip();
      return pid.isEmpty() ? "" : " (process " + pid + ")";
    } catch (IOException e) {
      return "";
    }
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
        long began = System.nanoTime();
        save();
        pause = Math.max(LEAST_PAUSE_MILLIS, PAUSE * (System.nanoTime() - began) / 1_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the lab could not be kept", e);
    }
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
                      simulator.world(), state.identity(), simulator.leases()::isImporting);
            });
    if (contents != null) {
      StateFile.write(state.file(), StateFile.encode(contents));
      saved = at[0];
    }
  }

  /** Lets what runs come to its end, and keeps it. */
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
