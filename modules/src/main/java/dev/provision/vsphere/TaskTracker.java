package dev.provision.vsphere;

import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.ObjectUpdateKind;
import com.vmware.vim25.PropertyChange;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Kind;
import dev.provision.spi.Progress;
import java.rmi.RemoteException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for all tasks of a run with one long poll, in one daemon thread that is idle while nobody
 * waits. While it polls, the session needs no other keep-alive. It is one thing, and long, because
 * who joins, who polls and who rebuilds share one lock.
 *
 * <p>Whatever ends a poll, a cut line or a lost session, what stands on the server is built anew
 * with all tasks in it: a collector whose answer was lost may have told its news to nobody.
 */
final class TaskTracker implements AutoCloseable {
  /**
   * @param poll how long one call waits at most, below what proxies cut
   * @param inactivity how long a running task may show no progress
   * @param pause before a poll that failed is tried again, longer with each failure
   */
  record Timing(Duration poll, Duration inactivity, Duration pause) {
    static Timing of(Duration inactivity) {
      return new Timing(Duration.ofSeconds(50), inactivity, Duration.ofSeconds(1));
    }
  }

  private static final int FAILURES_ALLOWED = 6;

  private final VimStub api;
  private final ServiceContent content;
  private final Clock clock;
  private final Timing timing;

  private final Object lock = new Object();
  private final Map<ManagedObjectReference, Watched> watches = new LinkedHashMap<>();
  private final Set<ManagedObjectReference> joining = new LinkedHashSet<>();
  private final Set<ManagedObjectReference> leaving = new LinkedHashSet<>();
  private TaskView view;
  private Thread poller;
  private boolean changing;
  private boolean polling;
  private boolean cancelled;
  private boolean closed;
  private int failures;

  /**
   * @param api over a wire that logs in again by itself
   */
  TaskTracker(VimStub api, ServiceContent content, Clock clock, Timing timing) {
    this.api = api;
    this.content = content;
    this.clock = clock;
    this.timing = timing;
  }

  /**
   * Waits until the task ends, telling the sink from this thread what the server says.
   *
   * @param who for whom, in messages
   * @throws ModuleException with the task's own reason when it failed; CANCELLED when the run was
   */
  TaskInfo await(ManagedObjectReference task, String who, Progress progress)
      throws ModuleException, InterruptedException {
    Watched watched = join(task, who);
    try {
      change();
      int told = 0;
      while (true) {
        boolean over;
        String name;
        TaskInfo info;
        synchronized (lock) {
          while (watched.revision() == told) {
            lock.wait();
          }
          told = watched.revision();
          over = watched.isOver();
          name = watched.name();
          info = watched.info().orElse(null);
        }
        if (over) {
          return result(watched);
        }
        tell(progress, name, info);
      }
    } finally {
      leave(watched);
    }
  }

  private static void tell(Progress progress, String name, TaskInfo info) {
    int percent = info.getProgress() == null ? -1 : info.getProgress();
    progress.at(percent, info.getState() == TaskInfoState.queued ? name + ", queued" : name);
  }

  private static TaskInfo result(Watched watched) throws ModuleException {
    if (watched.failure().isPresent()) {
      throw watched.failure().get();
    }
    TaskInfo info = watched.info().orElseThrow();
    if (info.getState() == TaskInfoState.error) {
      LocalizedMethodFault error = info.getError();
      throw Faults.translate(VimFault.of(error == null ? new LocalizedMethodFault() : error));
    }
    return info;
  }

  private Watched join(ManagedObjectReference task, String who) throws ModuleException {
    synchronized (lock) {
      if (!cancelled && !closed) {
        Watched watched = watches.get(task);
        if (watched == null) {
          watched = new Watched(task, who, clock.instant());
          watches.put(task, watched);
          joining.add(task);
        }
        watched.join();
        if (poller == null) {
          poller = new Thread(this::poll, "vcenter-tasks");
          poller.setDaemon(true);
          poller.start();
        }
        lock.notifyAll();
        return watched;
      }
    }
    cancel(task);
    throw cancelled("task " + task.getVal());
  }

  private void leave(Watched watched) {
    synchronized (lock) {
      if (watched.leave()) {
        watches.remove(watched.task());
        // one that is still to join need not leave
        if (!joining.remove(watched.task())) {
          leaving.add(watched.task());
        }
      }
    }
  }

  /**
   * Sends who joins and who leaves, for all threads that came meanwhile. One that finds another at
   * it need not do anything: the other looks again before it stops.
   *
   * @return why it could not be sent; the poller, woken by it, then builds everything anew
   */
  private Optional<RemoteException> change() {
    while (true) {
      TaskView to;
      List<ManagedObjectReference> in;
      List<ManagedObjectReference> out;
      synchronized (lock) {
        if (changing || view == null || joining.isEmpty()) {
          return Optional.empty();
        }
        changing = true;
        to = view;
        in = List.copyOf(joining);
        out = List.copyOf(leaving);
        joining.clear();
        leaving.clear();
      }
      try {
        List<ManagedObjectReference> unknown = to.change(in, out);
        synchronized (lock) {
          unknown.forEach(this::forgotten);
        }
      } catch (RemoteException e) {
        synchronized (lock) {
          if (view == to) {
            view = null;
          }
        }
        to.wake();
        return Optional.of(e);
      } finally {
        synchronized (lock) {
          changing = false;
        }
      }
    }
  }

  private void forgotten(ManagedObjectReference task) {
    Watched watched = watches.get(task);
    if (watched != null) {
      watched.fail(
          new ModuleException(
              Kind.TRANSIENT,
              "vCenter does not know " + watched.text() + " any more, so its outcome is unknown",
              null));
      lock.notifyAll();
    }
  }

  private void poll() {
    try {
      while (rest()) {
        TaskView current = null;
        try {
          current = standing();
          Optional<RemoteException> failure = change();
          if (failure.isPresent()) {
            throw failure.get();
          }
          UpdateSet news = current.next(seconds());
          synchronized (lock) {
            polling = false;
            failures = 0;
            if (news != null) {
              take(news);
            }
          }
        } catch (RemoteException e) {
          failed(current, e);
        }
        expire();
      }
    } catch (InterruptedException e) {
      endAll(Kind.CANCELLED, "the wait for it was interrupted", e);
    } catch (RuntimeException | Error e) {
      // nobody may wait for ever because of our bug
      endAll(Kind.REFUSED, "the wait for it broke: " + e, e);
      throw e;
    }
  }

  /** Idle until somebody waits; false when it is over. */
  private boolean rest() throws InterruptedException {
    synchronized (lock) {
      while (!closed && watches.values().stream().allMatch(Watched::isOver)) {
        lock.wait();
      }
      return !closed;
    }
  }

  private TaskView standing() throws RemoteException {
    synchronized (lock) {
      polling = true;
      if (view != null) {
        return view;
      }
    }
    TaskView made = TaskView.create(api, content);
    synchronized (lock) {
      view = made;
      joining.clear();
      leaving.clear();
      for (Watched watched : watches.values()) {
        if (!watched.isOver()) {
          joining.add(watched.task());
        }
      }
    }
    return made;
  }

  /** Until the first task could be called inactive, and not longer than a poll. */
  private int seconds() {
    Instant now = clock.instant();
    Duration wait = timing.poll();
    synchronized (lock) {
      for (Watched watched : watches.values()) {
        if (!watched.isOver()) {
          Duration left = timing.inactivity().minus(Duration.between(watched.idleSince(now), now));
          wait = left.compareTo(wait) < 0 ? left : wait;
        }
      }
    }
    return (int) Math.max(1, wait.plusMillis(999).toSeconds());
  }

  private void take(UpdateSet news) {
    if (news.getFilterSet() == null) {
      return;
    }
    for (PropertyFilterUpdate filter : news.getFilterSet()) {
      if (filter.getObjectSet() != null) {
        for (ObjectUpdate update : filter.getObjectSet()) {
          take(update);
        }
      }
    }
    lock.notifyAll();
  }

  private void take(ObjectUpdate update) {
    Watched watched = watches.get(update.getObj());
    if (watched == null) {
      return;
    }
    if (update.getKind() == ObjectUpdateKind.leave) {
      forgotten(update.getObj());
      return;
    }
    if (update.getMissingSet() != null && update.getMissingSet().length > 0) {
      watched.fail(Faults.translate(VimFault.of(update.getMissingSet()[0].getFault())));
    }
    if (update.getChangeSet() != null) {
      for (PropertyChange change : update.getChangeSet()) {
        if (change.getVal() instanceof TaskInfo info) {
          watched.seen(info, clock.instant());
        }
      }
    }
  }

  private void failed(TaskView current, RemoteException e) throws InterruptedException {
    ModuleException reason = Faults.translate(e);
    boolean cut = e instanceof TransportFailure;
    synchronized (lock) {
      polling = false;
      if (closed) {
        return;
      }
      view = null;
      failures++;
      if (failures > FAILURES_ALLOWED || reason.kind() == Kind.UNREACHABLE) {
        failures = 0;
        watches.values().forEach(watched -> watched.fail(reason));
        lock.notifyAll();
      } else if (cut && failures > 1) {
        pause(timing.pause().multipliedBy(failures - 1));
      }
    }
    if (current != null && cut) {
      current.destroy();
    }
  }

  private void pause(Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
      lock.wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  private void expire() {
    Instant now = clock.instant();
    synchronized (lock) {
      for (Watched watched : watches.values()) {
        Duration idle = Duration.between(watched.idleSince(now), now);
        if (!watched.isOver() && idle.compareTo(timing.inactivity()) >= 0) {
          watched.fail(ModuleException.refused(inactive(watched)));
          lock.notifyAll();
        }
      }
    }
  }

  private String inactive(Watched watched) {
    String seen =
        watched
            .info()
            .map(i -> i.getProgress() == null ? "" : ", last at " + i.getProgress() + " %")
            .orElse("");
    return watched.text()
        + " showed no progress for "
        + timing.inactivity().toSeconds()
        + " s"
        + seen
        + "; it was left running: look at it in vCenter, or raise `task_timeout`";
  }

  /** As {@link dev.provision.spi.Session#cancelRunning}. */
  List<String> cancelRunning() {
    List<Watched> running = new ArrayList<>();
    synchronized (lock) {
      cancelled = true;
      for (Watched watched : watches.values()) {
        if (!watched.isOver()) {
          running.add(watched);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (Watched watched : running) {
      String how = cancel(watched.task());
      synchronized (lock) {
        lines.add(watched.who() + ": " + watched.text() + " " + how);
        watched.fail(cancelled(watched.text()));
        lock.notifyAll();
      }
    }
    return lines;
  }

  private String cancel(ManagedObjectReference task) {
    try {
      api.cancelTask(task);
      return "was asked to cancel";
    } catch (RemoteException e) {
      return "goes on, it cannot be cancelled: " + Faults.translate(e).getMessage();
    }
  }

  private static ModuleException cancelled(String what) {
    return new ModuleException(Kind.CANCELLED, "cancelled while " + what + " ran", null);
  }

  private void endAll(Kind kind, String why, Throwable cause) {
    synchronized (lock) {
      closed = true;
      watches.values().forEach(w -> w.fail(new ModuleException(kind, why, cause)));
      lock.notifyAll();
    }
  }

  /** Ends every wait at once, without a call; tasks go on. Safe to call twice. */
  @Override
  public void close() {
    endAll(Kind.CANCELLED, "the connection was closed meanwhile", null);
  }

  /** After {@link #close}: makes a poll that is under way end before its time. Calls. */
  void endPoll() {
    TaskView open;
    synchronized (lock) {
      open = polling ? view : null;
    }
    if (open != null) {
      open.wake();
    }
  }
}
