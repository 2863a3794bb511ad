package dev.provision.simulator.server;

import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecByUsername;
import com.vmware.vim25.EventFilterSpecRecursionOption;
import com.vmware.vim25.GeneralUserEvent;
import com.vmware.vim25.ManagedEntityEventArgument;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskEvent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.TaskReasonUser;
import com.vmware.vim25.VmEvent;
import com.vmware.vim25.VmEventArgument;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * {@code EventManager}: an event for each task that was started and each call that changed
 * something without one, those of what came to be, and those of guests that are customized, and
 * what users log; the newest thousand.
 */
public final class EventManager implements ManagedType {
  private static final String TYPE = "EventManager";
  private static final int MOST = 1000;
  private static final List<String> LOGGED_ON =
      List.of("Datacenter", "VirtualMachine", "HostSystem", "ComputeResource");

  /** One event, and what it is about. */
  private record Kept(Event event, ManagedObjectReference entity) {}

  private final World world;
  private final Authorization authorization;
  private final Deque<Kept> events = new ArrayDeque<>();
  private int keys;

  public EventManager(World world, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": description latestEvent maxCollector")
        .service(TYPE, TYPE, (content, ref) -> content.eventManager = ref)
        .derive(
            TYPE,
            (manager, property) ->
                switch (property) {
                  case "description" -> Described.events();
                  case "maxCollector" -> 32;
                  default -> null;
                })
        .on(TYPE, "LogUserEvent", "", this::log)
        .on(TYPE, "QueryEvents", "", this::query);
  }

  /** Its documentation names the types that it takes; the fault for others nobody has seen. */
  private Object log(Invocation in) throws VimFault {
    Managed entity = in.object("entity");
    boolean root = entity.is("Folder") && entity.parent() == null;
    if (!root && LOGGED_ON.stream().noneMatch(entity::is)) {
      throw Refuse.argument("entity", "events are logged on no " + entity.type());
    }
    authorization.demand(in, entity, "Global.LogEvent");
    GeneralUserEvent event = new GeneralUserEvent();
    event.message = in.text("msg");
    event.entity = new ManagedEntityEventArgument();
    event.entity.name = entity.name();
    event.entity.entity = entity.ref();
    by(in, event, entity, "User logged event: " + event.message);
    return null;
  }

  void started(TaskInfo task) {
    TaskEvent event = new TaskEvent();
    event.userName = ((TaskReasonUser) task.reason).userName;
    event.fullFormattedMessage = "Task: " + task.name + " on " + task.entityName;
    event.info = Values.copy(task);
    add(event, task.entity);
  }

  /**
   * Somebody called a method that is no task and changed an entity. That vCenter keeps an event of
   * such calls too follows from the names in its {@code TaskDescription}, {@code
   * host.NetworkSystem.addPortGroup} and {@code Folder.createFolder}; nobody has seen it.
   *
   * @param result what it made; null for nothing that is an object
   */
  public void called(Invocation in, Managed entity, ManagedObjectReference result) {
    TaskInfo task = new TaskInfo();
    task.key = "call-" + (keys + 1);
    task.task = Values.ref("Task", task.key);
    task.name = in.call().method();
    task.descriptionId = description(in.self().type(), task.name);
    task.entity = entity.ref();
    task.entityName = entity.name();
    task.state = TaskInfoState.success;
    task.queueTime = world.calendar();
    task.startTime = task.queueTime;
    task.completeTime = task.queueTime;
    TaskReasonUser reason = new TaskReasonUser();
    reason.userName = in.session().user().name();
    task.reason = reason;
    task.result = result;
    started(task);
  }

  /** Something came to be or went, by whoever made the call. */
  public void by(Invocation in, Event event, Managed about, String message) {
    event.userName = in.session().user().name();
    event.fullFormattedMessage = message;
    add(event, about.ref());
  }

  /** Something that happened in a VM by itself, by no call. */
  public void happened(VmEvent event, Managed vm, String message) {
    event.userName = "";
    event.fullFormattedMessage = message;
    event.vm = new VmEventArgument();
    event.vm.name = vm.name();
    event.vm.vm = vm.ref();
    add(event, vm.ref());
  }

  /**
   * {@code host.NetworkSystem.addPortGroup}, as {@code TaskDescription.methodInfo} has the keys.
   */
  static String description(String type, String method) {
    String of =
        type.startsWith("Host") && type.endsWith("System") && !type.equals("HostSystem")
            ? "host." + type.substring(4)
            : type;
    String name = method.replace("_Task", "");
    return of + "." + Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private void add(Event event, ManagedObjectReference entity) {
    event.key = ++keys;
    event.chainId = event.key;
    event.createdTime = world.calendar();
    events.add(new Kept(event, entity));
    if (events.size() > MOST) {
      events.remove();
    }
  }

  private Object query(Invocation in) throws VimFault {
    EventFilterSpec filter = in.need("filter", EventFilterSpec.class);
    List<Event> found = new ArrayList<>();
    for (Kept kept : events) {
      if (isWanted(kept, filter)) {
        found.add(Values.copy(kept.event()));
      }
    }
    return found.isEmpty() ? null : found.toArray(new Event[0]);
  }

  private boolean isWanted(Kept kept, EventFilterSpec filter) {
    Event event = kept.event();
    if (filter.entity != null && !isAbout(kept.entity(), filter)) {
      return false;
    }
    if (filter.userName != null && !isBy(event.userName, filter.userName)) {
      return false;
    }
    if (filter.time != null) {
      boolean early =
          filter.time.beginTime != null && event.createdTime.before(filter.time.beginTime);
      boolean late = filter.time.endTime != null && event.createdTime.after(filter.time.endTime);
      if (early || late) {
        return false;
      }
    }
    return filter.eventTypeId == null
        || filter.eventTypeId.length == 0
        || isOf(event.getClass(), List.of(filter.eventTypeId));
  }

  private static boolean isBy(String user, EventFilterSpecByUsername wanted) {
    return user.isEmpty()
        ? wanted.systemUser
        : wanted.userList == null || List.of(wanted.userList).contains(user);
  }

  /** A type stands for those that extend it. */
  private static boolean isOf(Class<?> type, List<String> wanted) {
    return type != Object.class
        && (wanted.contains(type.getSimpleName())
            || wanted.contains("vim.event." + type.getSimpleName())
            || isOf(type.getSuperclass(), wanted));
  }

  private boolean isAbout(ManagedObjectReference entity, EventFilterSpec filter) {
    ManagedObjectReference wanted = filter.entity.entity;
    if (Values.isSame(entity, wanted)) {
      return filter.entity.recursion != EventFilterSpecRecursionOption.children;
    }
    if (filter.entity.recursion == EventFilterSpecRecursionOption.self) {
      return false;
    }
    Managed at = world.get(entity).orElse(null);
    while (at != null) {
      if (Values.isSame(at.parent(), wanted)) {
        return true;
      }
      at = world.get(at.parent()).orElse(null);
    }
    return false;
  }
}
