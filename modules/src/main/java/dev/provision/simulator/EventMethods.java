package dev.provision.simulator;

import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecRecursionOption;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskEvent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskReasonUser;
import dev.provision.vsphere.VimFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** {@code EventManager}: one event for each task that was started, the newest thousand. */
final class EventMethods {
  private static final int MOST = 1000;

  private final World world;
  private final Deque<TaskEvent> events = new ArrayDeque<>();
  private int keys;

  EventMethods(World world) {
    this.world = world;
  }

  void methods(Methods methods) {
    methods.on("EventManager", "QueryEvents", "", this::query);
  }

  void started(TaskInfo task) {
    TaskEvent event = new TaskEvent();
    event.key = ++keys;
    event.chainId = event.key;
    event.createdTime = world.calendar();
    event.userName = ((TaskReasonUser) task.reason).userName;
    event.fullFormattedMessage = "Task: " + task.name + " on " + task.entityName;
    event.info = Values.copy(task);
    events.add(event);
    if (events.size() > MOST) {
      events.remove();
    }
  }

  private Object query(Invocation in) throws VimFault {
    EventFilterSpec filter = in.need("filter", EventFilterSpec.class);
    List<Event> found = new ArrayList<>();
    for (TaskEvent event : events) {
      if (isWanted(event, filter)) {
        found.add(Values.copy(event));
      }
    }
    return found.isEmpty() ? null : found.toArray(new Event[0]);
  }

  private boolean isWanted(TaskEvent event, EventFilterSpec filter) {
    if (filter.entity != null && !isAbout(event.info.entity, filter)) {
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
        || List.of(filter.eventTypeId).contains("vim.event.TaskEvent")
        || List.of(filter.eventTypeId).contains("TaskEvent");
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
