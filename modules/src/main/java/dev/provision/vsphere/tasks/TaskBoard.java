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
 * synchronized, and it is notified of every change. It makes no calls.
 */
final class TaskBoard {
  /** The tasks to add to and to remove from the server's list. */
  record Changes(List<ManagedObjectReference> join, List<ManagedObjectReference> leave) {}

  /** What a waiting thread is told; the fields are as of one moment. */
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
   * @return empty when nothing may be waited for any more
   */
  synchronized Optional<Watched> join(ManagedObjectReference task, String who) {
    if (cancelled || isClosed()) {
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
      // one that is still to join need not leave
      if (!joining.remove(watched.task())) {
        leaving.add(watched.task());
      }
    }
  }

  /** Waits for what the waiting thread was not told yet. */
  synchronized News news(Watched watched, int told) throws InterruptedException {
    while (watched.revision() == told) {
      wait();
    }
    return new News(watched.revision(), watched.isOver(), watched.name(), watched.info());
  }

  /** Takes out who joins, and with them who leaves; empty while nobody joins. */
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

  /** For a new list on the server: everybody joins. */
  synchronized void joinAnew() {
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

  /** Whether somebody waits for a task of which the server has said nothing at all. */
  synchronized boolean hasUntold() {
    return running().stream().anyMatch(watched -> watched.info().isEmpty());
  }

  boolean isClosed() {
    return end.getCount() == 0;
  }

  /** Waits so long, or until it is closed; without the monitor, so that others go on. */
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

  /** The server does not know these tasks. */
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

  /** How long until the first task could be called inactive; the given time at most. */
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

  /** From now on nobody may join. */
  synchronized void cancel() {
    cancelled = true;
  }

  synchronized void close(ModuleException why) {
    end.countDown();
    failAll(why);
  }
}
