package dev.provision.vsphere.tasks;

import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Kind;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.TransportFailure;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a board of tasks true with one long poll, in one daemon thread that is idle while nobody
 * waits. A second thread lets tasks join, in batches, so that a step that is interrupted breaks no
 * call that others need. While it polls, the session needs no other keep-alive.
 *
 * <p>Where a cut line or a lost session ends a poll, what stands on the server is built anew with
 * all tasks in it: a collector whose answer was lost may have told its news to nobody. Where the
 * time passes without news, as it does with every task that moves slowly, the same collector is
 * asked how all stands, which it answers at once: a server may have forgotten to wake us.
 */
final class TaskPoll {
  private static final int FAILURES_ALLOWED = 6;

  private final VimStub api;
  private final ServiceContent content;
  private final TaskBoard board;
  private final TaskTracker.Timing timing;

  /** These are guarded by the board's monitor. */
  private TaskView view;

  private boolean started;

  /** The view that is being changed; null while none is. A call on an old one holds up nobody. */
  private TaskView changing;

  private boolean polling;
  private int failures;

  TaskPoll(VimStub api, ServiceContent content, TaskBoard board, TaskTracker.Timing timing) {
    this.api = api;
    this.content = content;
    this.board = board;
    this.timing = timing;
  }

  void start() {
    synchronized (board) {
      if (!started) {
        started = true;
        start("vcenter-tasks", this::poll);
        start("vcenter-task-joins", this::join);
      }
    }
  }

  /** One of the two threads. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private void start(String name, Work work) {
    Thread thread = new Thread(() -> guarded(work), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Nobody may wait for ever because of our bug. */
  private void guarded(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      board.close(new ModuleException(Kind.CANCELLED, "the wait for it was interrupted", e));
    } catch (RuntimeException | Error e) {
      board.close(new ModuleException(Kind.REFUSED, "the wait for it broke: " + e, e));
      throw e;
    }
  }

  private void join() throws InterruptedException {
    while (true) {
      synchronized (board) {
        while (!board.isClosed() && !canChange()) {
          board.wait();
        }
        if (board.isClosed()) {
          return;
        }
      }
      change();
    }
  }

  /**
   * Sends who joins and who leaves, all that came meanwhile in one call. Who finds the other thread
   * at it need not do anything: that one looks again before it stops.
   *
   * @return why it could not be sent; the poller, woken by it, then builds everything anew
   */
  private Optional<RemoteException> change() {
    while (true) {
      TaskView to;
      TaskBoard.Changes changes;
      synchronized (board) {
        if (!canChange()) {
          return Optional.empty();
        }
        changing = view;
        to = view;
        changes = board.changes().orElseThrow();
      }
      try {
        board.forgotten(to.change(changes.join(), changes.leave()));
      } catch (RemoteException e) {
        synchronized (board) {
          if (view == to) {
            view = null;
          }
        }
        to.wake();
        return Optional.of(e);
      } finally {
        synchronized (board) {
          if (changing == to) {
            changing = null;
          }
          board.notifyAll();
        }
      }
    }
  }

  /** Guarded by the board. */
  private boolean canChange() {
    return view != null && changing != view && board.hasJoins();
  }

  private void poll() throws InterruptedException {
    while (rest()) {
      TaskView current = null;
      try {
        current = standing();
        Optional<RemoteException> failure = change();
        if (failure.isPresent()) {
          throw failure.get();
        }
        Duration wait = board.untilInactive(timing.poll());
        UpdateSet news = current.next((int) Math.max(1, wait.plusMillis(999).toSeconds()));
        synchronized (board) {
          polling = false;
          failures = 0;
          if (news != null) {
            board.take(news);
          } else if (board.hasUntold()) {
            // what joins is reported as it is then, so the view is not the one that it joined:
            // a login anew in between leaves one behind that a server may go on to answer for
            view = null;
          }
        }
      } catch (RemoteException e) {
        failed(e);
      }
      board.expire();
    }
  }

  /** Idle until somebody waits; false when it is over. */
  private boolean rest() throws InterruptedException {
    synchronized (board) {
      while (!board.isClosed() && board.running().isEmpty()) {
        board.wait();
      }
      return !board.isClosed();
    }
  }

  private TaskView standing() throws RemoteException {
    synchronized (board) {
      polling = true;
      if (view != null) {
        return view;
      }
    }
    TaskView made = TaskView.create(api, content);
    synchronized (board) {
      view = made;
      board.joinAnew();
    }
    return made;
  }

  private void failed(RemoteException e) throws InterruptedException {
    ModuleException reason = Faults.translate(e);
    boolean cut = e instanceof TransportFailure;
    Duration pause = Duration.ZERO;
    synchronized (board) {
      polling = false;
      if (board.isClosed()) {
        return;
      }
      view = null;
      failures++;
      if (failures > FAILURES_ALLOWED || reason.kind() == Kind.UNREACHABLE) {
        failures = 0;
        board.failAll(reason);
      } else if (cut && failures > 1) {
        pause = timing.pause().multipliedBy(failures - 1);
      }
    }
    board.awaitClosed(pause);
    // what a cut call left on the server goes with the session: a server that is stuck there would
    // hold us up once more if we asked it to clean up
  }

  /** Makes a poll that is under way end before its time. Calls. */
  void end() {
    TaskView open;
    synchronized (board) {
      open = polling ? view : null;
    }
    if (open != null) {
      open.wake();
    }
  }
}
