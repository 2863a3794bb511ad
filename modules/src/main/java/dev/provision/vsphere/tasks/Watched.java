package dev.provision.vsphere.tasks;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import dev.provision.spi.ModuleException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One task that somebody waits for: what was last seen of it, and how the waiting ended. Guarded by
 * its board.
 */
final class Watched {
  private final ManagedObjectReference task;
  private final String who;
  private int waiting;
  private int revision;
  private TaskInfo info;
  private Instant lastMove;
  private ModuleException failure;

  /**
   * @param who for whom, in messages
   * @param now from when inactivity counts
   */
  Watched(ManagedObjectReference task, String who, Instant now) {
    this.task = task;
    this.who = who;
    this.lastMove = now;
  }

  ManagedObjectReference task() {
    return task;
  }

  String who() {
    return who;
  }

  /** Grows with each news. */
  int revision() {
    return revision;
  }

  Optional<TaskInfo> info() {
    return Optional.ofNullable(info);
  }

  Optional<ModuleException> failure() {
    return Optional.ofNullable(failure);
  }

  boolean isOver() {
    return failure != null
        || info != null
            && (info.getState() == TaskInfoState.success || info.getState() == TaskInfoState.error);
  }

  /** Takes what the server says; only what differs from before is a move. */
  void seen(TaskInfo news, Instant now) {
    if (isOver()) {
      return;
    }
    if (info == null
        || info.getState() != news.getState()
        || !Objects.equals(info.getProgress(), news.getProgress())
        || !Objects.equals(words(info), words(news))) {
      lastMove = now;
    }
    info = news;
    revision++;
  }

  /** Ends the waiting without a result. */
  void fail(ModuleException why) {
    if (!isOver()) {
      failure = why;
      revision++;
    }
  }

  /** Since when nothing moved; a queued task waits for its turn and is not inactive. */
  Instant idleSince(Instant now) {
    if (info != null && info.getState() == TaskInfoState.queued) {
      lastMove = now;
    }
    return lastMove;
  }

  /** What it is, for people: {@code CloneVM_Task of trusty}. */
  String text() {
    if (info == null) {
      return "task " + task.getVal();
    }
    return info.getEntityName() == null ? name() : name() + " of " + info.getEntityName();
  }

  /** The method that made the task, {@code CloneVM_Task}, where the server names one. */
  String name() {
    if (info != null && info.getName() != null) {
      return info.getName();
    }
    return info != null && info.getDescriptionId() != null
        ? info.getDescriptionId()
        : task.getVal();
  }

  private static String words(TaskInfo info) {
    return info.getDescription() == null ? "" : info.getDescription().getMessage();
  }

  void join() {
    waiting++;
  }

  /** Whether nobody waits any more. */
  boolean leave() {
    waiting--;
    return waiting == 0;
  }
}
