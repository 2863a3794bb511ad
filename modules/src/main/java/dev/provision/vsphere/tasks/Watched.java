package dev.provision.vsphere.tasks;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import dev.provision.spi.ModuleException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One task that steps wait for: its last known state, and how the wait ended. Guarded by its board.
 */
final class Watched {
  private final ManagedObjectReference task;
  private final String who;
  private int waiting;
  private int revision;
  private TaskInfo info;
  private Instant lastProgress;
  private ModuleException failure;

  /**
   * @param who who waits, for messages
   * @param now when the time without progress begins
   */
  Watched(ManagedObjectReference task, String who, Instant now) {
    this.task = task;
    this.who = who;
    this.lastProgress = now;
  }

  ManagedObjectReference task() {
    return task;
  }

  String who() {
    return who;
  }

  /** Grows with each report of the server, and when the wait fails. */
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

  /** Takes what the server reports. Progress is a changed state, percentage or description. */
  void seen(TaskInfo news, Instant now) {
    if (isOver()) {
      return;
    }
    if (info == null
        || info.getState() != news.getState()
        || !Objects.equals(info.getProgress(), news.getProgress())
        || !Objects.equals(description(info), description(news))) {
      lastProgress = now;
    }
    info = news;
    revision++;
  }

  /** Ends the wait without a result. */
  void fail(ModuleException why) {
    if (!isOver()) {
      failure = why;
      revision++;
    }
  }

  /** Since when it made no progress; a queued task waits for its turn and is never inactive. */
  Instant idleSince(Instant now) {
    if (info != null && info.getState() == TaskInfoState.queued) {
      lastProgress = now;
    }
    return lastProgress;
  }

  /** What it is, for people: {@code CloneVM_Task of trusty}. */
  String text() {
    if (info == null) {
      return "task " + task.getVal();
    }
    return info.getEntityName() == null ? name() : name() + " of " + info.getEntityName();
  }

  /**
   * The method that started the task, {@code CloneVM_Task}; its description's ID or its own ID when
   * the server does not say.
   */
  String name() {
    if (info != null && info.getName() != null) {
      return info.getName();
    }
    return info != null && info.getDescriptionId() != null
        ? info.getDescriptionId()
        : task.getVal();
  }

  private static String description(TaskInfo info) {
    return info.getDescription() == null ? "" : info.getDescription().getMessage();
  }

  void join() {
    waiting++;
  }

  /** Ends one wait; true when it was the last one. */
  boolean leave() {
    waiting--;
    return waiting == 0;
  }
}
