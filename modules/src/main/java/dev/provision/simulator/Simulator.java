package dev.provision.simulator;

import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.wire.VimFault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One simulated vCenter in this process. Each client takes a {@link #connect connection} of its
 * own, as it would open one to a server. Safe for many threads: calls run one after the other.
 */
public final class Simulator {
  private final World world;
  private final Methods methods;
  private final Sessions sessions;
  private final Tasks tasks;
  private final Rules rules;
  private final Counts counts = new Counts();
  private final Guests guests;
  private final Leases leases;
  private final Uploads uploads;

  private Simulator(World world, LabSpec lab) {
    this.world = world;
    List<User> users =
        lab.users().entrySet().stream()
            .map(
                each ->
                    new User(
                        each.getKey(),
                        each.getValue().password(),
                        each.getValue().privileges(),
                        each.getValue().denied()))
            .toList();
    this.sessions = new Sessions(world, users);
    this.rules = new Rules(world, lab.taskTimes(), lab.faults());
    EventMethods events = new EventMethods(world);
    this.tasks = new Tasks(world, rules, events);
    this.guests = new Guests(world, new Customizing(world, rules, events));
    Authorization authorization = new Authorization(world);
    PowerMethods power = new PowerMethods(world, tasks, guests);
    SnapshotMethods snapshots = new SnapshotMethods(world, tasks, power);
    EntityMethods entities = new EntityMethods(world, tasks, authorization, snapshots);
    FolderMethods folders = new FolderMethods(world, tasks, entities);
    this.leases = new Leases(world, entities, sessions);
    this.uploads = new Uploads(world, leases, rules);
    this.methods = new Methods(authorization);
    new ServiceMethods(world, sessions).methods(methods);
    sessions.methods(methods);
    authorization.methods(methods);
    new CollectorMethods(world, sessions).methods(methods);
    new ViewMethods(world).methods(methods);
    tasks.methods(methods);
    new SearchMethods(world).methods(methods);
    new FieldMethods(world, authorization).methods(methods);
    entities.methods(methods);
    folders.methods(methods);
    new PoolMethods(world, tasks, folders, leases, authorization).methods(methods);
    leases.methods(methods);
    new CloneMethods(world, tasks, authorization, power).methods(methods);
    new CustomizationMethods(world, tasks).methods(methods);
    new ReconfigureMethods(world, tasks).methods(methods);
    new UpgradeMethods(world, tasks).methods(methods);
    new PromoteMethods(world, tasks).methods(methods);
    power.methods(methods);
    snapshots.methods(methods);
    new RegisterMethods(world, tasks).methods(methods);
    new ConsoleMethods(world).methods(methods);
    new HostMethods(world, tasks).methods(methods);
    new BrowserMethods(world).methods(methods);
    new SwitchMethods(world, tasks).methods(methods);
    new ClusterMethods(world, tasks).methods(methods);
    new HostNetworkMethods(world, authorization).methods(methods);
    new DiskMethods(world, tasks, authorization).methods(methods);
    new FileMethods(world, tasks, authorization).methods(methods);
    events.methods(methods);
    new PolicyMethods(world).methods(methods);
    new KeyMethods(world).methods(methods);
  }

  /** A new vCenter with what the lab says. */
  public static Simulator of(LabSpec lab, SimTime time) {
    World world = new World(time, lab.seed(), LabWorld.settings(lab));
    Simulator simulator = new Simulator(world, lab);
    simulator.locked(
        () -> {
          Services.create(world);
          world.policies(StoragePolicy.of(lab.storagePolicies()));
          KeyMethods.fill(world, lab.keyProviders());
          new LabWorld(world).build(lab);
          return null;
        });
    return simulator;
  }

  /** One that was kept; the lab says who may log in, what goes wrong and how fast time is. */
  static Simulator of(ObjectContent[] kept, LabSpec lab, SimTime time) {
    World world = new World(time, lab.seed(), LabWorld.settings(lab));
    Simulator simulator = new Simulator(world, lab);
    simulator.locked(
        () -> {
          StateFile.restore(world, kept);
          world.policies(StoragePolicy.of(lab.storagePolicies()));
          for (Managed vm : world.all("VirtualMachine")) {
            if (VmModel.power(vm) == VirtualMachinePowerState.poweredOn && !Guests.hasTools(vm)) {
              simulator.guests.boot(vm);
            }
          }
          return null;
        });
    return simulator;
  }

  /** One with what a world already holds: anybody may log in, and nothing goes wrong. */
  static Simulator over(World world) {
    LabSpec nothing =
        new LabSpec(
            world.version().text(),
            0,
            BigDecimal.ONE,
            Duration.ZERO,
            Duration.ZERO,
            BigDecimal.ONE,
            Map.of(),
            Map.of(
                "",
                new LabSpec.DatacenterSpec(new LinkedHashMap<>(), Map.of(), Map.of(), Map.of())),
            Map.of(),
            List.of(),
            Map.of(),
            List.of());
    return new Simulator(world, nothing);
  }

  /** The names of all methods that it has. */
  static Set<String> methodNames() {
    return over(new World(SimTime.jumping(0), 0, World.Settings.DEFAULT)).methods.names();
  }

  /** A new connection, not logged in. */
  public SimulatedConnection connect() {
    return new SimulatedConnection(this);
  }

  /** What a client reads first. */
  public ServiceContent content() {
    return locked(
        () ->
            Values.copy(
                world.get("ServiceInstance").orElseThrow().get("content", ServiceContent.class)));
  }

  /** What it announces. */
  public String apiVersion() {
    return world.version().text();
  }

  /** Where uploads go. */
  public FileWires files() {
    return uploads;
  }

  /**
   * From now on uploads to hosts come to {@link #files} by way of one address, whatever hosts there
   * are.
   *
   * @param tickets makes what nobody can guess, for the path of each lease's uploads
   */
  public void filesBehindOneAddress(Supplier<String> tickets) {
    locked(
        () -> {
          leases.behindOneAddress(tickets);
          return null;
        });
  }

  /** Moves a time that stands, and lets happen what is due then. */
  public void advance(Duration by) {
    locked(
        () -> {
          ((ManualTime) world.time()).advance(by);
          world.settle();
          world.signal();
          return null;
        });
  }

  /** From now on this goes wrong. */
  public void fault(FaultRule rule) {
    locked(
        () -> {
          rules.add(rule);
          return null;
        });
  }

  /** From now on tasks of this method take so long, in the lab's own time. */
  public void takes(String method, Duration time) {
    locked(
        () -> {
          rules.takes(method, time);
          return null;
        });
  }

  /** Nothing goes wrong any more. */
  public void clearFaults() {
    locked(
        () -> {
          rules.clear();
          return null;
        });
  }

  /** All sessions end, as when the server restarts. */
  public void expireSessions() {
    locked(
        () -> {
          sessions.endAll();
          return null;
        });
  }

  /** How many sessions are logged in. */
  public int liveSessions() {
    return locked(sessions::count);
  }

  /** What was called, since the start or the last {@link Counts#reset}. */
  public Counts counts() {
    return counts;
  }

  /** How many disks were uploaded, whole or in part. */
  public int uploads() {
    return uploads.count();
  }

  World world() {
    return world;
  }

  Methods methods() {
    return methods;
  }

  Sessions sessions() {
    return sessions;
  }

  Rules rules() {
    return rules;
  }

  Tasks tasks() {
    return tasks;
  }

  Leases leases() {
    return leases;
  }

  /** Makes a call wait for its turn. */
  interface Locked<T> {
    T get();
  }

  <T> T locked(Locked<T> what) {
    world.lock().lock();
    try {
      return what.get();
    } finally {
      world.lock().unlock();
    }
  }

  /** Runs out what runs: tasks end with their effect, imports that are open are undone. */
  void finish() {
    locked(
        () -> {
          sessions.endAll();
          world.settleAll();
          return null;
        });
  }

  Optional<Session> session(String key) throws VimFault {
    return sessions.find(key);
  }
}
