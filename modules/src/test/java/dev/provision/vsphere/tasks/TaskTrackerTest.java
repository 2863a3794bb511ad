package dev.provision.vsphere.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LeftTask;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.survey.FullReading;
import dev.provision.vsphere.survey.InventoryReader;
import dev.provision.vsphere.survey.WantedProperties;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsReferee
@Timeout(60)
class TaskTrackerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static Referee referee;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private Wire wire;
  private TaskTracker tracker;
  private Snapshot inventory;

  @BeforeAll
  static void start() {
    // without LockHandoff:0 the tasks of one machine would wait for each other, and reads for them
    referee = Referee.start("-method-delay", "CloneVm:600,ReconfigVm:4000,LockHandoff:0");
  }

  @AfterAll
  static void stop() {
    referee.close();
  }

  @BeforeEach
  void login() throws Exception {
    referee.resetFaults();
    wire = Wire.to(referee);
    inventory =
        new InventoryReader(
                wire.api(),
                wire.content(),
                ApiVersion.OLDEST,
                WantedProperties.of(List.of()),
                1000,
                1000)
            .read(FullReading.of(new Survey(new EnvironmentId("", "ci"), List.of()), List.of()));
    tracker = tracker(Duration.ofSeconds(20));
    referee.resetCalls();
  }

  @AfterEach
  void logout() throws Exception {
    tracker.close();
    threads.shutdownNow();
    referee.resetFaults();
    wire.close();
    assertThat(referee.sessions()).isZero();
  }

  private TaskTracker tracker(Duration poll) {
    return new TaskTracker(
        wire.api(),
        wire.content(),
        new Clock() {
          @Override
          public Instant instant() {
            return now.get();
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        },
        new TaskTracker.Timing(poll, Duration.ofMinutes(10), Duration.ofMillis(1)));
  }

  private ManagedObjectReference cloneTo(String name) throws Exception {
    Item vm = inventory.at(InventoryPath.parse("/DC0/vm/DC0_H0_VM0")).orElseThrow();
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(new VirtualMachineRelocateSpec());
    return wire.api().cloneVM_Task(vm.ref(), vm.parent().orElseThrow(), name, spec);
  }

  private TaskInfo await(ManagedObjectReference task) throws Exception {
    return tracker.await(task, "instance.web", (percent, what) -> {});
  }

  @Test
  void waitsForATaskAndPassesItsProgressOnInTheWaitingThread() throws Exception {
    List<String> told = new ArrayList<>();
    Thread here = Thread.currentThread();

    TaskInfo done =
        tracker.await(
            cloneTo("one"),
            "instance.one",
            (percent, what) -> told.add(what + " " + (Thread.currentThread() == here)));

    assertThat(done.getState()).isEqualTo(TaskInfoState.success);
    assertThat(done.getResult()).isInstanceOf(ManagedObjectReference.class);
    assertThat(told).first().isEqualTo("CloneVm true");
  }

  @Test
  void aPollThatBringsNoNewsCostsNoCollector() throws Exception {
    TaskTracker impatient = tracker(Duration.ofSeconds(1));
    Item vm = inventory.at(InventoryPath.parse("/DC0/vm/DC0_H0_VM0")).orElseThrow();
    ManagedObjectReference slow =
        wire.api().reconfigVM_Task(vm.ref(), new VirtualMachineConfigSpec());

    TaskInfo done = impatient.await(slow, "instance.web", (percent, what) -> {});
    impatient.close();

    assertThat(done.getState()).isEqualTo(TaskInfoState.success);
    assertThat(referee.calls())
        .containsEntry("CreatePropertyCollector", 1)
        .containsEntry("CreateListView", 1)
        .containsEntry("CreateFilter", 1)
        .doesNotContainKeys("DestroyPropertyCollector", "DestroyView");
    // 4 s in polls of one, and after each that was silent one that is answered at once
    assertThat(referee.calls().get("WaitForUpdatesEx")).isBetween(5, 11);
  }

  @Test
  void seesATaskThatEndedBeforeItJoined() throws Exception {
    ManagedObjectReference task = cloneTo("early");
    await(task);

    // the first collector is at rest now, the list view no longer holds the task
    assertThat(await(task).getState()).isEqualTo(TaskInfoState.success);
  }

  @Test
  void waitsForManyTasksWithOneLongPollAndJoinsThemInBatches() throws Exception {
    int many = 40;
    CountDownLatch made = new CountDownLatch(many);
    List<Callable<TaskInfo>> work = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      ManagedObjectReference task = cloneTo("many-" + i);
      work.add(
          () -> {
            made.countDown();
            made.await();
            return await(task);
          });
    }
    for (Future<TaskInfo> done : threads.invokeAll(work)) {
      assertThat(done.get().getState()).isEqualTo(TaskInfoState.success);
    }

    assertThat(referee.concurrent()).containsEntry("WaitForUpdatesEx", 1);
    assertThat(referee.calls())
        .containsEntry("CreatePropertyCollector", 1)
        .containsEntry("CreateListView", 1)
        .containsEntry("CreateFilter", 1);
    assertThat(referee.calls().get("ModifyListView")).isLessThan(many / 2);
  }

  @Test
  void wakesTheOpenPollForATaskThatJoins() throws Exception {
    Future<TaskInfo> first = threads.submit(() -> await(cloneTo("first")));
    while (referee.log().stream()
        .noneMatch(c -> c.method().equals("WaitForUpdatesEx") && c.outcome().equals("open"))) {
      Thread.onSpinWait();
    }

    await(cloneTo("second"));

    assertThat(first.get().getState()).isEqualTo(TaskInfoState.success);
    assertThat(referee.concurrent()).containsEntry("WaitForUpdatesEx", 1);
  }

  @Test
  void restsWhileNobodyWaits() throws Exception {
    await(cloneTo("rest"));

    int polls = referee.calls().get("WaitForUpdatesEx");
    await(cloneTo("again"));
    assertThat(referee.log())
        .noneMatch(c -> c.method().equals("WaitForUpdatesEx") && c.outcome().equals("open"));
    assertThat(polls).isLessThan(8);
    assertThat(referee.calls()).containsEntry("CreatePropertyCollector", 1);
  }

  @Test
  void letsTheOthersWaitOnWhenOneIsInterrupted() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    Future<?> interrupted =
        threads.submit(
            () -> {
              ManagedObjectReference task = slow();
              waits.countDown();
              return await(task);
            });
    waits.await();
    ManagedObjectReference other = cloneTo("other");

    interrupted.cancel(true);

    assertThat(await(other).getState()).isEqualTo(TaskInfoState.success);
    assertThat(referee.calls())
        .containsEntry("CreatePropertyCollector", 1)
        .doesNotContainKey("CancelTask");
  }

  @Test
  void throwsTheReasonOfATaskThatFails() throws Exception {
    referee.fault(
        Rule.on("CloneVM_Task").taskFails("InsufficientResourcesFault").message("no room left"));
    ManagedObjectReference task = cloneTo("fails");

    assertThatThrownBy(() -> await(task))
        .isInstanceOf(ModuleException.class)
        .hasMessage("no room left (InsufficientResourcesFault)");
  }

  @Test
  void survivesAPollThatIsCut() throws Exception {
    referee.fault(Rule.on("WaitForUpdatesEx").nth(2).cut().after());

    assertThat(await(cloneTo("cut")).getState()).isEqualTo(TaskInfoState.success);
    assertThat(referee.calls()).containsEntry("CreatePropertyCollector", 2);
  }

  @Test
  void survivesAJoinWhoseReplyIsLost() throws Exception {
    referee.fault(Rule.on("ModifyListView").nth(2).cut().after());
    await(cloneTo("join-1"));

    assertThat(await(cloneTo("join-2")).getState()).isEqualTo(TaskInfoState.success);
  }

  @Test
  void givesUpOnAServerThatStaysAway() throws Exception {
    referee.fault(Rule.on("WaitForUpdatesEx").cut());
    ManagedObjectReference task = cloneTo("away");

    assertThatThrownBy(() -> await(task))
        .isInstanceOfSatisfying(
            ModuleException.class,
            e -> assertThat(e.kind()).isEqualTo(ModuleException.Kind.TRANSIENT))
        .hasMessageContaining("broke the connection off");
  }

  @Test
  void refusesATaskThatTheServerDoesNotKnow() {
    assertThatThrownBy(() -> await(Wire.reference("Task", "task-999999")))
        .hasMessage("vCenter does not know task task-999999 any more, so its outcome is unknown");
  }

  @Test
  void callsARunningTaskInactiveByTheClockAndLeavesItAlone() throws Exception {
    tracker = tracker(Duration.ofSeconds(1));
    ManagedObjectReference task = slow();
    Future<TaskInfo> waiting = threads.submit(() -> await(task));
    while (referee.calls().getOrDefault("WaitForUpdatesEx", 0) < 2) {
      Thread.onSpinWait();
    }

    now.set(NOON.plus(Duration.ofMinutes(11)));

    String vm =
        inventory.at(InventoryPath.parse("/DC0/vm/DC0_H0_VM1")).orElseThrow().ref().getVal();
    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .hasRootCauseMessage(
            "ReconfigVm of "
                + vm
                + " showed no progress for 600 s; it was left running: look at it in"
                + " vCenter, or raise `task_timeout`");
    assertThat(referee.calls()).doesNotContainKey("CancelTask");
  }

  @Test
  void cancelsWhatRunsAndEndsEveryWait() throws Exception {
    ManagedObjectReference task = slow();
    Future<TaskInfo> waiting = threads.submit(() -> await(task));
    while (referee.log().stream()
        .noneMatch(c -> c.method().equals("WaitForUpdatesEx") && c.outcome().equals("open"))) {
      Thread.onSpinWait();
    }

    String vm =
        inventory.at(InventoryPath.parse("/DC0/vm/DC0_H0_VM1")).orElseThrow().ref().getVal();
    assertThat(tracker.cancelRunning())
        .containsExactly(
            new LeftTask(
                "instance.web",
                "ReconfigVm of %s (%s) was asked to cancel".formatted(vm, task.getVal())));

    assertThatThrownBy(waiting::get)
        .hasCauseInstanceOf(ModuleException.class)
        .hasMessageContaining("cancelled while");
    assertThatThrownBy(() -> await(cloneTo("too-late")))
        .isInstanceOfSatisfying(
            ModuleException.class,
            e -> assertThat(e.kind()).isEqualTo(ModuleException.Kind.CANCELLED));
  }

  /** Runs for four seconds. */
  private ManagedObjectReference slow() throws Exception {
    Item vm = inventory.at(InventoryPath.parse("/DC0/vm/DC0_H0_VM1")).orElseThrow();
    return wire.api().reconfigVM_Task(vm.ref(), new VirtualMachineConfigSpec());
  }
}
