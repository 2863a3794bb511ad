package dev.provision.vsphere.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.ObjectUpdateKind;
import com.vmware.vim25.PropertyChange;
import com.vmware.vim25.PropertyChangeOp;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.UpdateSet;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.Calls;
import dev.provision.vsphere.wire.StubClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that ends a task and does not wake the call that waits for it. */
class LostWakeUpTest {
  private static final ManagedObjectReference TASK = Calls.object("Task", "task-1");

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private int collectors;
  private int waits;

  /** How many of the first collectors say nothing, as ones whose view a lost session took. */
  private int silent;

  /** Tells that the task runs, and then is silent; asked for all, it tells that it is done. */
  private synchronized Object answer(Call call) {
    calls.add(call.method());
    switch (call.method()) {
      case "CreatePropertyCollector":
        collectors++;
        return Calls.object("PropertyCollector", "own-" + collectors);
      case "CreateListView":
        return Calls.object("ListView", "view-" + collectors);
      case "CreateFilter":
        return Calls.object("PropertyFilter", "filter-" + collectors);
      case "WaitForUpdatesEx":
        if (collectors <= silent) {
          return null;
        }
        waits++;
        boolean all = call.arguments().get(1).getValue().equals("");
        return waits == 1 ? news(TaskInfoState.running) : all ? news(TaskInfoState.success) : null;
      default:
        return null;
    }
  }

  private static UpdateSet news(TaskInfoState state) {
    TaskInfo info = new TaskInfo();
    info.setTask(TASK);
    info.setKey("task-1");
    info.setState(state);
    PropertyChange change = new PropertyChange();
    change.setName("info");
    change.setOp(PropertyChangeOp.assign);
    change.setVal(info);
    ObjectUpdate object = new ObjectUpdate();
    object.setObj(TASK);
    object.setKind(ObjectUpdateKind.enter);
    object.setChangeSet(new PropertyChange[] {change});
    PropertyFilterUpdate filter = new PropertyFilterUpdate();
    filter.setObjectSet(new ObjectUpdate[] {object});
    UpdateSet set = new UpdateSet();
    set.setVersion("1");
    set.setFilterSet(new PropertyFilterUpdate[] {filter});
    return set;
  }

  private TaskInfo awaited() throws Exception {
    ServiceContent content = new ServiceContent();
    content.setPropertyCollector(Calls.object("PropertyCollector", "propertyCollector"));
    content.setViewManager(Calls.object("ViewManager", "ViewManager"));
    TaskTracker tracker =
        new TaskTracker(
            StubClient.stub(this::answer),
            content,
            Clock.systemUTC(),
            new TaskTracker.Timing(
                Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMillis(1)));

    TaskInfo done = tracker.await(TASK, "web", (percent, what) -> {});
    tracker.close();
    return done;
  }

  @Test
  @Timeout(60)
  void isAskedForAllAfterAWhileOfSilenceWithTheSameCollector() throws Exception {
    TaskInfo done = awaited();

    assertThat(done.getState()).isEqualTo(TaskInfoState.success);
    assertThat(calls)
        .containsExactly(
            "CreatePropertyCollector",
            "CreateListView",
            "CreateFilter",
            "ModifyListView",
            "WaitForUpdatesEx",
            "WaitForUpdatesEx",
            "WaitForUpdatesEx");
  }

  @Test
  @Timeout(60)
  void aTaskOfWhichNothingWasEverSaidJoinsANewView() throws Exception {
    silent = 1;

    TaskInfo done = awaited();

    assertThat(done.getState()).isEqualTo(TaskInfoState.success);
    assertThat(calls)
        .startsWith(
            "CreatePropertyCollector",
            "CreateListView",
            "CreateFilter",
            "ModifyListView",
            "WaitForUpdatesEx",
            "CreatePropertyCollector",
            "CreateListView",
            "CreateFilter",
            "ModifyListView");
  }
}
