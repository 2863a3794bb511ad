package dev.provision.vsphere.tasks;

import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.LeftTask;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Kind;
import dev.provision.spi.Progress;
import dev.provision.vsphere.inventory.ObjectPaths;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the tasks of a run, all with one long poll. Used by every step's thread. */
public final class TaskTracker implements AutoCloseable {
  /**
   * @param poll the longest wait of one call, shorter than the timeouts of proxies
   * @param inactivity how long a running task may show no progress
   * @param pause before a poll that failed is tried again, longer with each failure
   */
  public record Timing(Duration poll, Duration inactivity, Duration pause) {
    public static Timing of(Duration inactivity) {
      return new Timing(Duration.ofSeconds(15), inactivity, Duration.ofSeconds(1));
    }
  }

  /** How long the server may take to answer that tasks are cancelled. */
  private static final int CANCEL_SECONDS = 2;

  private final VimStub api;
  private final ObjectPaths paths;
  private final TaskBoard board;
  private final TaskPoll poll;

  /** What the cancelled run leaves, by task; guarded by itself. */
  private final Map<ManagedObjectReference, LeftTask> left = new LinkedHashMap<>();

  /**
   * @param api over a wire that logs in again by itself
   */
  public TaskTracker(VimStub api, ServiceContent content, Clock clock, Timing timing) {
    this.api = api;
    this.paths = new ObjectPaths(api, content.getPropertyCollector());
    this.board = new TaskBoard(clock, timing.inactivity());
    this.poll = new TaskPoll(api, content, board, timing);
  }

  /**
   * Waits until the task ends. Reports its progress from the calling thread.
   *
   * @param who who waits, for messages
   * @throws ModuleException with the task's own reason when it failed; CANCELLED when the run was
   *     cancelled
   */
  public TaskInfo await(ManagedObjectReference task, String who, Progress progress)
      throws ModuleException, InterruptedException {
    return await(task, who, progress, false);
  }

  /**
   * The same, also after the run was cancelled: for what it gives back at its end.
   *
   * @param who who waits, for messages
   */
  public TaskInfo awaitAnyway(ManagedObjectReference task, String who)
      throws ModuleException, InterruptedException {
    return await(task, who, (percent, what) -> {}, true);
  }

  private TaskInfo await(ManagedObjectReference task, String who, Progress progress, boolean anyway)
      throws ModuleException, InterruptedException {
    Optional<Watched> joined = board.join(task, who, anyway);
    if (joined.isEmpty()) {
      String what = "task " + task.getVal();
      left(task, who, what + " " + cancel(task));
      throw cancelled(what);
    }
    Watched watched = joined.get();
    poll.start();
    try {
      TaskBoard.News news = board.news(watched, 0);
      while (!news.over()) {
        tell(progress, news.name(), news.info().orElseThrow());
        news = board.news(watched, news.revision());
      }
      return result(watched);
    } finally {
      board.leave(watched);
    }
  }

  /** Waits for a task that only reads, without reporting its progress. */
  public TaskInfo reading(ManagedObjectReference task)
      throws ModuleException, InterruptedException {
    return await(task, "reading", (percent, what) -> {});
  }

  private static void tell(Progress progress, String name, TaskInfo info) {
    int percent = info.getProgress() == null ? -1 : info.getProgress();
    progress.at(percent, info.getState() == TaskInfoState.queued ? name + ", queued" : name);
  }

  /** Needs no lock: a task that is over does not change any more. */
  private TaskInfo result(Watched watched) throws ModuleException {
    if (watched.failure().isPresent()) {
      throw watched.failure().get();
    }
    TaskInfo info = watched.info().orElseThrow();
    if (info.getState() == TaskInfoState.error) {
      LocalizedMethodFault error = info.getError();
      VimFault fault = VimFault.of(error == null ? new LocalizedMethodFault() : error);
      throw Faults.translate(paths.named(fault));
    }
    return info;
  }

  /**
   * As {@link dev.provision.spi.Session#cancelRunning}. Each task has a thread of its own, because
   * a server that is silent must not delay the end of the run.
   */
  public List<LeftTask> cancelRunning() {
    board.cancel();
    List<Watched> running = board.running();
    CountDownLatch open = new CountDownLatch(running.size());
    for (Watched watched : running) {
      // before the call: otherwise the wait could end with the server's fault, as if somebody else
      // had cancelled the task
      board.fail(watched, cancelled(watched.text()));
      Thread asking =
          new Thread(
              () -> {
                leave(watched);
                open.countDown();
              },
              "cancel " + watched.task().getVal());
      asking.setDaemon(true);
      asking.start();
    }
    try {
      open.await(CANCEL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (left) {
      return List.copyOf(left.values());
    }
  }

  private void leave(Watched watched) {
    ManagedObjectReference task = watched.task();
    String what =
        watched.info().isEmpty() ? watched.text() : watched.text() + " (" + task.getVal() + ")";
    left(task, watched.who(), what + " did not answer when it was asked to cancel");
    left(task, watched.who(), what + " " + cancel(task));
  }

  private void left(ManagedObjectReference task, String who, String text) {
    synchronized (left) {
      left.put(task, new LeftTask(who, text));
    }
  }

  /** Makes the call even if the step was interrupted. */
  private String cancel(ManagedObjectReference task) {
    boolean interrupted = Thread.interrupted();
    try {
      api.cancelTask(task);
      return "was asked to cancel";
    } catch (RemoteException e) {
      return "goes on, it cannot be cancelled: " + Faults.translate(e).getMessage();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ModuleException cancelled(String what) {
    return new ModuleException(Kind.CANCELLED, "cancelled while " + what + " ran", null);
  }

  /** Ends every wait at once, without a call; the tasks go on. Safe to call twice. */
  @Override
  public void close() {
    board.close(new ModuleException(Kind.CANCELLED, "the connection was closed meanwhile", null));
  }

  /** After {@link #close}: ends a running poll early, with a call to the server. */
  public void endPoll() {
    poll.end();
  }
}
