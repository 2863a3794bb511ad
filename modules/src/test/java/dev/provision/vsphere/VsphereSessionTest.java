package dev.provision.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import dev.provision.spi.Survey;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import dev.provision.vsphere.placement.VmNeed;
import dev.provision.vsphere.wire.TransportFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.rmi.RemoteException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsReferee
@Timeout(60)
class VsphereSessionTest {
  private static final EnvironmentId CI = new EnvironmentId("", "ci");
  private static final Survey SURVEY = new Survey(CI, List.of());
  private static final Address WEB = new Address("instance", "web");
  private static Referee referee;

  private final VsphereProvider provider = new VsphereProvider(List.of()) {};

  @BeforeAll
  static void start() {
    referee = Referee.start("-method-delay", "CloneVm:300");
  }

  @AfterAll
  static void stop() {
    referee.close();
  }

  @BeforeEach
  void forget() {
    referee.resetFaults();
    referee.resetCalls();
  }

  @AfterEach
  void leavesNoSession() {
    assertThat(referee.sessions()).isZero();
  }

  private static RunContext run() {
    return new RunContext("r1", Clock.systemUTC(), Optional.empty());
  }

  private Session<Inventory, VsphereWriter> open() throws Exception {
    return provider.open(Connections.to(referee), run());
  }

  /** Clones the model's first VM as this address; the reply may be lost by a rule. */
  private static ManagedObjectReference clone(VsphereWriter writer) throws RemoteException {
    Item vm = writer.inventory().at(InventoryPath.parse("/DC0/vm/DC0_H0_VM0")).orElseThrow();
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setInstanceUuid(Identity.instanceUuid(CI, writer.address()));
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.setLocation(new VirtualMachineRelocateSpec());
    spec.setConfig(config);
    return writer
        .api()
        .cloneVM_Task(vm.ref(), vm.parent().orElseThrow(), writer.address().name(), spec);
  }

  @Test
  void logsInOnceAndOutOnceHoweverOftenItIsClosed() throws Exception {
    ReadSession<Inventory> session = provider.openReadOnly(Connections.to(referee), run());
    assertThat(referee.sessions()).isEqualTo(1);
    session.survey(SURVEY);
    session.refresh(Set.of(WEB));

    session.close();
    session.close();

    assertThat(referee.calls()).containsEntry("Login", 1).containsEntry("Logout", 1);
    assertThat(referee.mutating()).isEmpty();
  }

  @Test
  void closesWhenTheThreadIsInterruptedAndKeepsTheInterrupt() throws Exception {
    Session<Inventory, VsphereWriter> session = open();

    Thread.currentThread().interrupt();
    session.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(referee.sessions()).isZero();
  }

  @Test
  void closesQuietlyWhenTheServerDoesNotAnswerTheLogout() throws Exception {
    referee.fault(Rule.on("Logout").cut().after());

    open().close();
  }

  @Test
  void namesItsTargetByTheClustersPath() throws Exception {
    try (ReadSession<Inventory> session =
        provider.openReadOnly(Connections.to(referee, "cluster", "DC0_C0"), run())) {
      assertThat(session.target()).isEqualTo("127.0.0.1, DC0_C0");
      session.survey(SURVEY);
      assertThat(session.target()).isEqualTo("127.0.0.1, /DC0/host/DC0_C0");
    }
  }

  @Test
  void rereadsOnlyWhatAStepMade() throws Exception {
    try (Session<Inventory, VsphereWriter> session = open()) {
      session.survey(SURVEY);
      Address made = new Address("instance", "made");
      VsphereWriter writer = session.writer(made, (percent, what) -> {});
      writer.await(clone(writer));
      referee.resetCalls();

      Inventory after = session.refresh(Set.of(made));

      assertThat(after.byInstanceUuid(Identity.instanceUuid(CI, made)))
          .singleElement()
          .satisfies(vm -> assertThat(after.isFull(vm.ref())).isTrue())
          .satisfies(vm -> assertThat(after.path(vm.ref())).hasToString("/DC0/vm/made"));
      assertThat(referee.calls()).containsOnlyKeys("RetrievePropertiesEx");
      assertThat(referee.calls()).containsEntry("RetrievePropertiesEx", 1);
    }
  }

  @Test
  void readsEverythingWhenWhatAStepMadeStandsInWhatNobodyRead() throws Exception {
    try (Session<Inventory, VsphereWriter> session = open()) {
      session.survey(SURVEY);
      Address nested = new Address("instance", "nested");
      VsphereWriter writer = session.writer(nested, (percent, what) -> {});
      ManagedObjectReference vms =
          writer.inventory().at(InventoryPath.parse("/DC0/vm")).orElseThrow().ref();
      ManagedObjectReference folder = writer.api().createFolder(vms, "unread");
      Item vm = writer.inventory().at(InventoryPath.parse("/DC0/vm/DC0_H0_VM0")).orElseThrow();
      VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
      spec.setLocation(new VirtualMachineRelocateSpec());
      writer.await(writer.api().cloneVM_Task(vm.ref(), folder, "nested", spec));

      Inventory after = session.refresh(Set.of(nested));

      assertThat(after.at(InventoryPath.parse("/DC0/vm/unread/nested"))).isPresent();
    }
  }

  @Test
  void findsWhatALostReplyMade() throws Exception {
    try (Session<Inventory, VsphereWriter> session = open()) {
      session.survey(SURVEY);
      Address lost = new Address("instance", "lost");
      VsphereWriter writer = session.writer(lost, (percent, what) -> {});
      writer.touched(writer.inventory().root());
      referee.fault(Rule.on("CloneVM_Task").nth(1).cut().after());

      assertThatThrownBy(() -> clone(writer)).isInstanceOf(TransportFailure.class);

      Inventory after = session.refresh(Set.of(lost));
      boolean made = !after.byInstanceUuid(Identity.instanceUuid(CI, lost)).isEmpty();
      assertThat(made || !after.runningTasks().isEmpty()).as("there, or still made").isTrue();
    }
  }

  @Test
  void goesOnAfterTheServerEndedTheSession() throws Exception {
    try (Session<Inventory, VsphereWriter> session = open()) {
      session.survey(SURVEY);
      Address late = new Address("instance", "late");
      VsphereWriter writer = session.writer(late, (percent, what) -> {});
      writer.await(clone(writer));
      referee.expireSessions();

      session.survey(SURVEY);
      Address later = new Address("instance", "later");
      VsphereWriter again = session.writer(later, (percent, what) -> {});
      again.await(clone(again));

      assertThat(session.refresh(Set.of(later)).byInstanceUuid(Identity.instanceUuid(CI, later)))
          .hasSize(1);
      assertThat(referee.calls()).containsEntry("Login", 2);
    }
  }

  @Test
  void waitsOnWhenTheSessionEndsMeanwhile() throws Exception {
    try (Session<Inventory, VsphereWriter> session = open()) {
      session.survey(SURVEY);
      VsphereWriter writer =
          session.writer(new Address("instance", "through"), (percent, what) -> {});
      ManagedObjectReference task = clone(writer);
      Thread expiry =
          new Thread(
              () -> {
                awaitOpenPoll();
                referee.expireSessions();
              });
      expiry.start();

      assertThat(writer.await(task).getResult()).isNotNull();

      expiry.join();
      assertThat(referee.calls()).containsEntry("Login", 2);
    }
  }

  @Test
  void endsWaitsAndTheirPollWhenItIsClosed() throws Exception {
    Session<Inventory, VsphereWriter> session = open();
    session.survey(SURVEY);
    VsphereWriter writer = session.writer(new Address("instance", "left"), (percent, what) -> {});
    ManagedObjectReference task = clone(writer);
    Thread closing =
        new Thread(
            () -> {
              awaitOpenPoll();
              session.close();
            });
    closing.start();

    assertThatThrownBy(() -> writer.await(task)).hasMessage("the connection was closed meanwhile");

    closing.join();
  }

  private static void awaitOpenPoll() {
    while (referee.log().stream()
        .noneMatch(c -> c.method().equals("WaitForUpdatesEx") && c.outcome().equals("open"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void placesAHundredSmallVmsOnTheDefaultModel() throws Exception {
    try (ReadSession<Inventory> session =
        provider.openReadOnly(Connections.to(referee, "cluster", "DC0_C0"), run())) {
      Inventory read = session.survey(SURVEY);
      ManagedObjectReference network =
          read.at(InventoryPath.parse("/DC0/network/VM Network")).orElseThrow().ref();
      List<Demand> demands = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        demands.add(
            new Demand(
                new Address("instance", "small-" + i),
                VmNeed.sized(1, DataSize.ofMebibytes(64), DataSize.ofGibibytes(1))
                    .on(List.of(new PortGroupRef("private", network, "VM Network", "", "")))));
      }

      Allocation all =
          provider.allocate(
              new EnvironmentId("", "ci"),
              demands,
              Connections.to(referee, "cluster", "DC0_C0"),
              read);

      assertThat(all.refused()).isEmpty();
      assertThat(all.placed().values())
          .extracting(place -> ((HostPlacement) place).hostName())
          .contains("DC0_C0_H0", "DC0_C0_H1", "DC0_C0_H2");
    }
  }

  @Test
  void readsASingleEsxiHost() throws Exception {
    try (Referee esxi = Referee.start("-esx")) {
      try (ReadSession<Inventory> session = provider.openReadOnly(Connections.to(esxi), run())) {
        Inventory read = session.survey(SURVEY);

        assertThat(read.about().getApiType()).isEqualTo("HostAgent");
        assertThat(read.all("VirtualMachine")).hasSize(2);
        assertThat(session.target()).startsWith("127.0.0.1, /ha-datacenter/host/");
      }
      assertThat(esxi.sessions()).isZero();
    }
  }

  @Test
  void planningCannotWrite() throws Exception {
    try (ReadSession<Inventory> session = provider.openReadOnly(Connections.to(referee), run())) {
      session.survey(SURVEY);
      assertThat(session).isNotInstanceOf(Session.class);
    }
  }

  @Test
  void tracesCallsWithoutThePassword() throws Exception {
    StringWriter trace = new StringWriter();
    RunContext traced =
        new RunContext("r1", Clock.systemUTC(), Optional.of(new PrintWriter(trace, true)));
    try (Session<Inventory, VsphereWriter> session =
        provider.open(Connections.to(referee), traced)) {
      session.survey(SURVEY);
    }
    assertThat(trace.toString()).contains("Login ", "CreateContainerView ", "Logout ");
    assertThat(trace.toString()).doesNotContain(referee.password());
  }

  @Test
  void leavesNoSessionWhenASurveyFails() throws Exception {
    referee.fault(Rule.on("CreateContainerView").fault("NoPermission").message("no"));
    try (Session<Inventory, VsphereWriter> session = open()) {
      assertThatThrownBy(() -> session.survey(SURVEY))
          .isInstanceOf(ModuleException.class)
          .hasMessageStartingWith(
              "the account lacks the privilege System.Modify on the view manager");
    }
  }

  @Test
  void cancelsWhatAStepWaitsFor() throws Exception {
    try (Session<Inventory, VsphereWriter> session = open()) {
      session.survey(SURVEY);
      assertThat(session.cancelRunning()).isEmpty();
      VsphereWriter writer = session.writer(WEB, (percent, what) -> {});
      assertThatThrownBy(() -> writer.await(clone(writer)))
          .isInstanceOfSatisfying(
              ModuleException.class,
              e -> assertThat(e.kind()).isEqualTo(ModuleException.Kind.CANCELLED));
    }
  }
}
