package dev.provision.vsphere.tasks;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.ObjectUpdateKind;
import com.vmware.vim25.PropertyChange;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.UpdateSet;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Kind;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The tasks that steps wait for, and what is known about them. It is a monitor: its methods are
 * synchronized, and each change notifies the threads that wait on it. It makes no calls.
 */
final class TaskBoard {
  /** The tasks to add to and to remove from the server's list. */
  record Changes(List<ManagedObjectReference> join, List<ManagedObjectReference> leave) {}

  /** What a waiting thread gets; all fields are from the same moment. */
  record News(int revision, boolean over, String name, Optional<TaskInfo> info) {}

  private final Clock clock;
  private final Duration inactivity;
  private final Map<ManagedObjectReference, Watched> watches = new LinkedHashMap<>();
  private final Set<ManagedObjectReference> joining = new LinkedHashSet<>();
  private final Set<ManagedObjectReference> leaving = new LinkedHashSet<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private boolean cancelled;

  TaskBoard(Clock clock, Duration inactivity) {
    this.clock = clock;
    this.inactivity = inactivity;
  }

  /**
   * @param anyway also after a cancel
   * @return empty after a cancel or a close, when no new wait may begin
   */
  synchronized Optional<Watched> join(ManagedObjectReference task, String who, boolean anyway) {
    if (cancelled && !anyway || isClosed()) {
      return Optional.empty();
    }
    Watched watched = watches.get(task);
    if (watched == null) {
      watched = new Watched(task, who, clock.instant());
      watches.put(task, watched);
      joining.add(task);
    }
    watched.join();
    notifyAll();
    return Optional.of(watched);
  }

  synchronized void leave(Watched watched) {
    if (watched.leave()) {
      watches.remove(watched.task());
      // the server does not have a task that was not added yet
      if (!joining.remove(watched.task())) {
        leaving.add(watched.task());
      }
    }
  }

  /** Waits until there is more than the calling thread has seen. */
  synchronized News news(Watched watched, int seen) throws InterruptedException {
    while (watched.revision() == seen) {
      wait();
    }
    return new News(watched.revision(), watched.isOver(), watched.name(), watched.info());
  }

  /**
   * Takes the tasks to add, and those to remove in the same call; removals alone wait for the next
   * addition, so this is empty then.
   */
  synchronized Optional<Changes> changes() {
    if (joining.isEmpty()) {
      return Optional.empty();
    }
    Changes changes = new Changes(List.copyOf(joining), List.copyOf(leaving));
    joining.clear();
    leaving.clear();
    return Optional.of(changes);
  }

  synchronized boolean hasJoins() {
    return !joining.isEmpty();
  }

  /** For a new list on the server: every running task has to be added. */
  synchronized void joinAllAgain() {
    joining.clear();
    leaving.clear();
    joining.addAll(running().stream().map(Watched::task).toList());
  }

  synchronized List<Watched> running() {
    List<Watched> running = new ArrayList<>();
    for (Watched watched : watches.values()) {
      if (!watched.isOver()) {
        running.add(watched);
      }
    }
    return running;
  }

  /** Whether the server has reported nothing yet about some task that a step waits for. */
  synchronized boolean hasUnreported() {
    return running().stream().anyMatch(watched -> watched.info().isEmpty());
  }

  boolean isClosed() {
    return end.getCount() == 0;
  }

  /**
   * Waits this long, or until the board is closed; does not hold the monitor, so other threads go
   * on.
   */
  void awaitClosed(Duration atMost) throws InterruptedException {
    end.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  synchronized void take(UpdateSet news) {
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
    notifyAll();
  }

  private void take(ObjectUpdate update) {
    Watched watched = watches.get(update.getObj());
    if (watched == null) {
      return;
    }
    if (update.getKind() == ObjectUpdateKind.leave) {
      forgotten(List.of(update.getObj()));
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

  /** Ends the waits for tasks that the server does not know. */
  synchronized void forgotten(List<ManagedObjectReference> tasks) {
    for (ManagedObjectReference task : tasks) {
      Watched watched = watches.get(task);
      if (watched != null) {
        watched.fail(
            new ModuleException(
                Kind.TRANSIENT,
                "vCenter does not know " + watched.text() + " any more, so its outcome is unknown",
                null));
      }
    }
    notifyAll();
  }

  /** The time until the first task may count as inactive, at most the given one. */
  synchronized Duration untilInactive(Duration atMost) {
    Instant now = clock.instant();
    Duration least = atMost;
    for (Watched watched : running()) {
      Duration left = inactivity.minus(Duration.between(watched.idleSince(now), now));
      least = left.compareTo(least) < 0 ? left : least;
    }
    return least;
  }

  synchronized void expire() {
    Instant now = clock.instant();
    for (Watched watched : running()) {
      if (Duration.between(watched.idleSince(now), now).compareTo(inactivity) >= 0) {
        watched.fail(ModuleException.refused(inactive(watched)));
      }
    }
    notifyAll();
  }

  private String inactive(Watched watched) {
    String seen =
        watched
            .info()
            .map(i -> i.getProgress() == null ? "" : ", last at " + i.getProgress() + " %")
            .orElse("");
    return watched.text()
        + " showed no progress for "
        + inactivity.toSeconds()
        + " s"
        + seen
        + "; it was left running: look at it in vCenter, or raise `task_timeout`";
  }

  synchronized void fail(Watched watched, ModuleException why) {
    watched.fail(why);
    notifyAll();
  }

  synchronized void failAll(ModuleException why) {
    watches.values().forEach(watched -> watched.fail(why));
    notifyAll();
  }

  /** From now on no step may begin a wait. */
  synchronized void cancel() {
    cancelled = true;
  }

  synchronized void close(ModuleException why) {
    end.countDown();
    failAll(why);
  }
}
