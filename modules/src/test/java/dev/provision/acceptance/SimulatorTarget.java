package dev.provision.acceptance;

import com.vmware.vim25.VirtualMachineConnectionState;
import dev.provision.modules.VcenterProvider;
import dev.provision.simulator.LabFile;
import dev.provision.simulator.Labs;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.Troubles;
import dev.provision.simulator.server.FaultRule;
import dev.provision.simulator.world.SimTime;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.capture.Capture;
import dev.provision.vsphere.capture.InProcess;
import dev.provision.vsphere.connection.FarEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Our own simulator, in this process, held by the test for as long as it runs. */
class SimulatorTarget implements Target, InProcess {
  private static final String DATASTORE = "LocalDS_0: 100 TiB";

  static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            DC0_C0:
              hosts:
                DC0_C0_H0: {cpus: 2, memory: 64 GiB}
                DC0_C0_H1: {cpus: 2, memory: 64 GiB}
                DC0_C0_H2: {cpus: 2, memory: 64 GiB}
          datastores:
            LocalDS_0: 100 TiB
          networks:
            VM Network: {}
            DC0_DVPG0: {distributed_switch: DVS0}
            DC0_NSX0: {opaque: 5d7c2f3e-nsx}
          templates:
            DC0_SEED: {datastore: LocalDS_0, disk: 10 GiB, used: 16 MiB, memory: 32 MiB, network: VM Network}
      storage_policies: {Gold: [LocalDS_0], Silver: [LocalDS_0]}
      """;

  private final Simulator simulator;
  private final YavijavaClient client;
  private final Metered.Book book = new Metered.Book();

  /** One of another lab, with nothing in it but what that says. */
  SimulatorTarget(String lab) {
    this(Simulator.of(LabFile.read(lab(lab), "lab.yml").get(), SimTime.wall(Clock.systemUTC())));
  }

  /** With what is in it. */
  SimulatorTarget(Simulator simulator) {
    this.simulator = simulator;
    this.client = new YavijavaClient(simulator);
  }

  SimulatorTarget(int machines) {
    this(machines, DATASTORE);
  }

  /**
   * @param datastores as a lab names them, a line each
   */
  SimulatorTarget(int machines, String datastores) {
    this(LAB.replace(DATASTORE.indent(6), datastores.indent(6)));
    populate();
    for (int each = 1; each <= machines; each++) {
      client.copy("/DC0/vm/DC0_SEED", "crowd-" + each);
    }
  }

  /** Adds the machines that every target has. */
  final void populate() {
    client.machine("/DC0/vm/DC0_SEED", "DC0_C0_RP0_VM0");
    client.machine("/DC0/vm/DC0_SEED", "DC0_C0_RP0_VM1");
  }

  /** The next call of this method is refused, before its effect or after it. */
  void refuses(String method, boolean after) {
    FaultRule.When when = after ? FaultRule.When.AFTER : FaultRule.When.BEFORE;
    simulator.fault(FaultRule.fault(method, "NoPermission").at(when).only(1));
  }

  /** Every call of this method for this name is refused with this fault. */
  void refuses(String method, String name, String fault) {
    FaultRule rule = FaultRule.fault(method, fault);
    simulator.fault(name.isEmpty() ? rule : rule.on(name));
  }

  /**
   * Our client dies at one of its writes.
   *
   * @param write counted from 0, from now on; a number too large for none
   * @param made whether that one still has its effect
   */
  void diesAt(int write, boolean made) {
    book.diesAt(write, made);
  }

  /** The next task of this method ends with this fault. */
  void taskFailsOnce(String method, String fault) {
    simulator.fault(FaultRule.fault(method, fault).at(FaultRule.When.TASK).only(1));
  }

  /** From now on this goes wrong. */
  void goesWrong(FaultRule rule) {
    simulator.fault(rule);
  }

  Simulator simulator() {
    return simulator;
  }

  Metered.Book book() {
    return book;
  }

  YavijavaClient stub() {
    return client;
  }

  /** vim25 as somebody else's client has it. */
  Vim vim() {
    return client.vim();
  }

  private static Path lab(String text) {
    try {
      return Files.writeString(Files.createTempFile("lab", ".yml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FarEnd open(Path lab, boolean readOnly, RunContext run) {
    var wire = simulator.connect();
    return new FarEnd(
        host(),
        book.metered(wire),
        wire::dropSession,
        book.metered(simulator.files()),
        book.booked(simulator.rest()),
        () -> {},
        simulator.hosts());
  }

  @Override
  public Copy copy(Capture capture, String name, RunContext run) throws ModuleException {
    return new Labs().copy(capture, name, run);
  }

  @Override
  public VcenterProvider provider() {
    return new VcenterProvider(this);
  }

  @Override
  public String whyNot(Ability ability) {
    return switch (ability) {
      case NETWORK -> "it is in this process and behind no port";
      case OUTLIVES_US -> "it is in this process, and what comes after a kill starts anew";
      default -> null;
    };
  }

  @Override
  public String host() {
    return "simulator";
  }

  @Override
  public int port() {
    throw new UnsupportedOperationException(whyNot(Ability.NETWORK));
  }

  @Override
  public String vcenter() {
    return "{simulator: lab.yml, datacenter: DC0, cluster: DC0_C0}";
  }

  @Override
  public String vcenterWith(String... settings) {
    throw new UnsupportedOperationException(whyNot(Ability.NETWORK));
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public OtherClient otherClient() {
    return client;
  }

  @Override
  public Map<String, Integer> calls() {
    return book.calls();
  }

  @Override
  public Map<String, Integer> mutating() {
    Map<String, Integer> calls = new TreeMap<>(book.calls());
    calls.keySet().removeIf(Metered::isReading);
    return calls;
  }

  @Override
  public int leases() {
    return book.leases();
  }

  @Override
  public List<Received> received() {
    return book.received();
  }

  @Override
  public void resetCalls() {
    book.reset();
  }

  @Override
  public int sessions() {
    return simulator.liveSessions();
  }

  @Override
  public int atOnce(String method) {
    return book.atOnce(method);
  }

  @Override
  public void taskFails(String method, String name, String fault) {
    FaultRule rule = FaultRule.fault(method, fault).at(FaultRule.When.TASK);
    simulator.fault(name.isEmpty() ? rule : rule.on(name));
  }

  @Override
  public void replyIsLost(String method, int nth) {
    simulator.fault(FaultRule.lost(method, FaultRule.When.AFTER).only(nth));
  }

  @Override
  public void replyIsLate(String method, Duration delay) {
    throw new UnsupportedOperationException(whyNot(Ability.OUTLIVES_US));
  }

  @Override
  public void callFails(String method, String fault, int times) {
    for (int nth = 1; nth <= times; nth++) {
      simulator.fault(FaultRule.fault(method, fault).only(nth));
    }
  }

  @Override
  public void uploadsAreSwallowed(String call) {
    simulator.fault(FaultRule.swallowed(call));
  }

  @Override
  public int wentWrong() {
    return book.wentWrong();
  }

  @Override
  public void loses(String name, String state) {
    new Troubles(simulator).reach(name, VirtualMachineConnectionState.valueOf(state));
  }

  @Override
  public void disables(String name, String method, String source) {
    new Troubles(simulator).disable(name, method, source);
  }

  @Override
  public void needsConsolidation(String name) {
    new Troubles(simulator).needConsolidation(name);
  }

  @Override
  public void allIsWell() {
    simulator.clearFaults();
  }

  @Override
  public void slowTasks(String method, Duration each) {
    simulator.takes(method, each.multipliedBy(1000)); // the lab's speed
  }

  @Override
  public boolean appliesWholeCloneSpec() {
    return true;
  }

  @Override
  public String toString() {
    return "simulator";
  }

  @Override
  public void close() {}
}
