package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.RequestCanceled;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.TaskReasonUser;
import com.vmware.vim25.Timedout;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What runs. A task checks and reserves when it starts, takes its time with progress, and has its
 * effect all at once at its end: until then a VM that is being cloned is in no inventory, as on a
 * real vCenter.
 */
public final class Tasks {
  /** As vCenter keeps them ({@code TaskManager.recentTask}). */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final int TICKS = 4;

  /** How long a task waits until it looks again. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** What a task does at its end. */
  public interface Effect {
    /** The task's result; null for none. */
    Object run() throws VimFault;
  }

  /** What a task does; made when it starts. */
  public interface Work {
    /**
     * Checks, and takes what it needs; a fault is the task's error.
     *
     * @return what to do at the end
     */
    Effect begin(Plan plan) throws VimFault;
  }

  /** What a task takes for as long as it runs. */
  public final class Plan {
    private final Managed task;
    private final List<Runnable> after = new ArrayList<>();
    private Duration time;
    private BooleanSupplier done = () -> true;
    private Duration limit = Duration.ZERO;
    private Duration waited = Duration.ZERO;

    Plan(Managed task, Duration time) {
      this.task = task;
      this.time = time;
    }

    /** No other task may work on it meanwhile. */
    public void lock(Managed object) throws VimFault {
      if (shared.getOrDefault(object.id(), 0) > 0 || exclusive.containsKey(object.id())) {
        throw Refuse.inProgress(exclusive.get(object.id()), object.name());
      }
      exclusive.put(object.id(), task.ref());
      after.add(() -> exclusive.remove(object.id()));
    }

    /** Others may read it too, and none may change it meanwhile. */
    public void share(Managed object) throws VimFault {
      if (exclusive.containsKey(object.id())) {
        throw Refuse.inProgress(exclusive.get(object.id()), object.name());
      }
      shared.merge(object.id(), 1, Integer::sum);
      after.add(() -> shared.merge(object.id(), -1, Integer::sum));
    }

    /** Nobody else may make something of that name there meanwhile. */
    public void name(Managed folder, String name) throws VimFault {
      String place = folder.id() + "/" + name;
      if (!names.add(place)) {
        throw Refuse.duplicate(name, null);
      }
      after.add(() -> names.remove(place));
    }

    /**
     * It goes on beyond its time until this is so.
     *
     * @param limit after which it ends with a fault, Timedout; zero for none
     */
    public void until(BooleanSupplier done, Duration limit) {
      this.done = done;
      this.limit = limit;
    }

    /** It takes another time than it began with. */
    public void takes(Duration other) {
      time = other;
    }
  }

  private final World world;
  private final Rules rules;
  private final Map<String, ManagedObjectReference> exclusive = new HashMap<>();
  private final Map<String, Integer> shared = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Deque<Managed> ended = new ArrayDeque<>();
  private final Map<String, Runnable> cancels = new HashMap<>();
  private final Set<ManagedObjectReference> recent = new LinkedHashSet<>();
  private final Map<String, Runnable> waits = new HashMap<>();
  private final EventManager events;
  private boolean ending;
  private Runnable onEnd = () -> {};

  public Tasks(World world, Rules rules, EventManager events) {
    this.world = world;
    this.events = events;
    this.rules = rules;
  }

  /** Called after each task that had its effect. */
  public void onEnd(Runnable listener) {
    onEnd = listener;
  }

  /** A name has to be free in a folder, and nobody may be making something of that name there. */
  public void demandFree(Managed folder, String name) throws VimFault {
    Managed other = world.child(folder, name).orElse(null);
    if (other != null || names.contains(folder.id() + "/" + name)) {
      throw Refuse.duplicate(name, other == null ? null : other.ref());
    }
  }

  public void refuseBusy(Managed object) throws VimFault {
    if (shared.getOrDefault(object.id(), 0) > 0 || exclusive.containsKey(object.id())) {
      throw Refuse.inProgress(exclusive.get(object.id()), object.name());
    }
  }

  /**
   * Starts a task.
   *
   * @param time how long it takes when nothing is said in the lab
   */
  public ManagedObjectReference start(Invocation in, Managed entity, Duration time, Work work) {
    String method = in.call().method();
    Managed task = world.add("Task", "task-");
    TaskInfo info = new TaskInfo();
    info.key = task.id();
    info.task = task.ref();
    info.name = method;
    info.descriptionId = EventManager.description(entity.type(), method);
    // a manager is none (vSphere API, TaskInfo.entity); what a server says of its tasks instead
    // nobody has seen
    info.entity = entity.is("ManagedEntity") ? entity.ref() : null;
    info.entityName = entity.name();
    info.state = TaskInfoState.running;
    info.cancelable = true;
    info.progress = 0;
    info.queueTime = world.calendar();
    info.startTime = world.calendar();
    TaskReasonUser reason = new TaskReasonUser();
    reason.userName = in.session().user().name();
    info.reason = reason;
    world.set(task, "info", info);
    events.started(info);
    recent.add(task.ref());
    listRecent();
    Plan plan = new Plan(task, rules.taskTime(method, time));
    Effect effect;
    try {
      rules.beforeTask(in, entity);
      effect = work.begin(plan);
    } catch (VimFault refusal) {
      plan.after.forEach(Runnable::run);
      end(task, null, refusal);
      return task.ref();
    }
    run(in, entity, task, plan, effect);
    return task.ref();
  }

  private void run(Invocation in, Managed entity, Managed task, Plan plan, Effect effect) {
    Runnable finish =
        () -> {
          if (!isRunning(task) || isWaiting(task, plan)) {
            return;
          }
          plan.after.forEach(Runnable::run);
          try {
            Object result = effect.run();
            rules.afterTask(in, entity);
            end(task, result, null);
          } catch (VimFault refusal) {
            end(task, null, refusal);
          }
        };
    waits.put(task.id(), finish);
    cancels.put(
        task.id(),
        () -> {
          plan.after.forEach(Runnable::run);
          end(task, null, Refuse.with(new RequestCanceled(), "The task was canceled by a user."));
        });
    for (int tick = 1; tick < TICKS; tick++) {
      int percent = 100 * tick / TICKS;
      world.after(plan.time.multipliedBy(tick).dividedBy(TICKS), () -> progress(task, percent));
    }
    world.after(plan.time, finish);
  }

  /** Whether it has to go on; then it looks again a little later. */
  private boolean isWaiting(Managed task, Plan plan) {
    if (plan.done.getAsBoolean()) {
      return false;
    }
    if (!plan.limit.isZero() && plan.waited.compareTo(plan.limit) >= 0) {
      plan.after.forEach(Runnable::run);
      end(task, null, Refuse.with(new Timedout(), "Operation timed out."));
      return true;
    }
    plan.waited = plan.waited.plus(AGAIN);
    if (!ending) {
      world.after(AGAIN, waits.get(task.id()));
    }
    return true;
  }

  /** From now on nothing waits any more: what cannot end now never will. */
  public void stopWaiting() {
    ending = true;
  }

  private static boolean isRunning(Managed task) {
    return task.get("info", TaskInfo.class).state == TaskInfoState.running;
  }

  private void progress(Managed task, int percent) {
    if (isRunning(task)) {
      TaskInfo info = Values.copy(task.get("info", TaskInfo.class));
      info.progress = percent;
      world.set(task, "info", info);
    }
  }

  private void end(Managed task, Object result, VimFault refusal) {
    TaskInfo info = Values.copy(task.get("info", TaskInfo.class));
    info.state = refusal == null ? TaskInfoState.success : TaskInfoState.error;
    info.completeTime = world.calendar();
    info.cancelable = false;
    if (refusal == null) {
      info.result = result;
      info.progress = null;
    } else {
      info.error = Refuse.localized(refusal);
      info.cancelled = refusal.is(RequestCanceled.class);
    }
    cancels.remove(task.id());
    waits.remove(task.id());
    world.set(task, "info", info);
    ended.add(task);
    while (ended.peek().get("info", TaskInfo.class).completeTime.getTimeInMillis() + KEPT.toMillis()
        < world.now()) {
      Managed old = ended.remove();
      recent.remove(old.ref());
      world.remove(old);
    }
    listRecent();
    onEnd.run();
  }

  private void listRecent() {
    world
        .get("TaskManager")
        .ifPresent(
            manager ->
                world.set(manager, "recentTask", recent.toArray(new ManagedObjectReference[0])));
  }

  /**
   * Ends a task without its effect.
   *
   * @return null, as the method of the API
   */
  Object cancel(Managed task) throws VimFault {
    Runnable cancel = cancels.get(task.id());
    if (cancel == null) {
      throw Refuse.state("The task is not running any more.");
    }
    cancel.run();
    return null;
  }
}
