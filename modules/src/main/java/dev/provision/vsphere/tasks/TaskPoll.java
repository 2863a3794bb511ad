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
 * Keeps the board up to date with one long poll, in a daemon thread that is idle while no step
 * waits. A second thread adds tasks to the poll, in batches: if steps did it, an interrupted step
 * could break a call that other steps need. While it polls, the session needs no other keep-alive.
 *
 * <p>When a poll fails because the connection or the session was lost, the next one builds a new
 * collector with all tasks in it: the old one may have sent its news in an answer that was lost.
 * When a poll ends without news, as it often does with a slow task, the next one asks the same
 * collector for the state of all tasks, which it answers at once: a server may have forgotten to
 * wake us.
 */
final class TaskPoll {
  private static final int FAILURES_ALLOWED = 6;

  private final VimStub api;
  private final ServiceContent content;
  private final TaskBoard board;
  private final TaskTracker.Timing timing;

  /**
   * This field and those below are guarded by the board's monitor; null while a new view is to be
   * built.
   */
  private TaskView view;

  private boolean started;

  /**
   * The view that a call is changing; null when there is no such call. A call on an old view does
   * not delay changes of a new one.
   */
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

  /** What one of the two threads does. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private void start(String name, Work work) {
    Thread thread = new Thread(() -> guarded(work), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends all waits when the thread dies, so that a bug of ours lets no step wait forever. */
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
   * Sends the tasks to add and to remove, all that are pending in one call. Returns at once when
   * the other thread is sending: that thread checks again before it stops.
   *
   * @return why it could not be sent; the poll is then woken and builds a new view
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
    while (awaitWork()) {
      TaskView current = null;
      try {
        current = currentView();
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
          } else if (board.hasUnreported()) {
            // a view reports a task as soon as it is added, so this task was added to another view:
            // after a new login a server may still answer for a view of the old session
            view = null;
          }
        }
      } catch (RemoteException e) {
        failed(e);
      }
      board.expire();
    }
  }

  /** Waits until a step waits for a task; false when the board is closed. */
  private boolean awaitWork() throws InterruptedException {
    synchronized (board) {
      while (!board.isClosed() && board.running().isEmpty()) {
        board.wait();
      }
      return !board.isClosed();
    }
  }

  private TaskView currentView() throws RemoteException {
    synchronized (board) {
      polling = true;
      if (view != null) {
        return view;
      }
    }
    TaskView made = TaskView.create(api, content);
    synchronized (board) {
      view = made;
      board.joinAllAgain();
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
    // nothing is cleaned up: the old view ends with the session, and a server that hangs would only
    // delay us again
  }

  /** Ends a running poll early, with a call to the server. */
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
