package dev.provision.simulator;

import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.inventory.CustomFieldsManager;
import dev.provision.simulator.lab.LabRack;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.lab.LabTags;
import dev.provision.simulator.lab.LabWorld;
import dev.provision.simulator.lab.StateFile;
import dev.provision.simulator.rack.Rack;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Copying;
import dev.provision.simulator.server.Counts;
import dev.provision.simulator.server.EntityKinds;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.FaultRule;
import dev.provision.simulator.server.Methods;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Rules;
import dev.provision.simulator.server.Services;
import dev.provision.simulator.server.SessionManager;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.DatastoreFile;
import dev.provision.simulator.storage.StoragePolicies;
import dev.provision.simulator.storage.StoragePolicy;
import dev.provision.simulator.storage.Uploads;
import dev.provision.simulator.tagging.RestServer;
import dev.provision.simulator.vm.CryptoManagerKmip;
import dev.provision.simulator.vm.Customizing;
import dev.provision.simulator.vm.Guests;
import dev.provision.simulator.vm.HttpNfcLease;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.ManualTime;
import dev.provision.simulator.world.SimTime;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.simulator.world.WorldSettings;
import dev.provision.vsphere.connection.NearHosts;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.rest.Rest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * One simulated vCenter in this process. Each client takes a {@link #connect connection} of its
 * own, as it would open one to a server. Safe for many threads: calls run one after the other. It
 * is long because everything that a test or a server does with it comes in here.
 */
public final class Simulator {
  private final World world;
  private final DatastoreContents files;
  private final StoragePolicies policies = new StoragePolicies();
  private final Methods methods;
  private final SessionManager sessions;
  private final Tasks tasks;
  private final Rules rules;
  private final Counts counts = new Counts();
  private final Guests guests;
  private final ManagedTypes types;
  private final Rack rack;
  private final Registry registry;
  private final Uploads uploads;
  private final Authorization authorization;

  private Simulator(World world, LabSpec lab) {
    this.world = world;
    this.files = new DatastoreContents(world);
    this.sessions = new SessionManager(world, LabWorld.users(lab));
    this.rules = new Rules(world, lab.taskTimes(), lab.faults());
    this.authorization = new Authorization(world);
    EventManager events = new EventManager(world, authorization);
    this.tasks = new Tasks(world, rules, events);
    this.guests = new Guests(world, new Customizing(world, rules, events));
    EntityKinds kinds = new EntityKinds(world);
    Services services = new Services(world);
    this.rack = new Rack(world.version());
    this.types =
        new ManagedTypes(
            world,
            files,
            policies,
            sessions,
            authorization,
            tasks,
            events,
            guests,
            kinds,
            services,
            rack);
    this.methods = new Methods(authorization);
    this.registry = new Registry(world, methods, kinds, services);
    types.register(registry);
    this.uploads = new Uploads(world, files, types.leases(), rules);
  }

  /** A new vCenter with what the lab declares. */
  public static Simulator of(LabSpec lab, SimTime time) {
    return of(lab, time, new ReentrantLock());
  }

  /**
   * @param lock the domain's, where it is linked with others
   */
  static Simulator of(LabSpec lab, SimTime time, ReentrantLock lock) {
    World world = new World(time, lab.seed(), LabWorld.settings(lab), lock);
    Simulator simulator = new Simulator(world, lab);
    simulator.locked(
        () -> {
          simulator.createServices();
          simulator.policies.set(StoragePolicy.of(lab.storagePolicies()));
          simulator.rack.set(LabRack.hosts(lab));
          CryptoManagerKmip.fill(world, lab.keyProviders());
          CustomFieldsManager.fill(world, lab.customAttributes());
          new LabWorld(world, simulator.files).build(lab);
          new LabTags(world, simulator.types.tags()).build(lab);
          return null;
        });
    return simulator;
  }

  /**
   * From a saved state; the lab still says who may log in, what goes wrong and how fast time is.
   */
  static Simulator of(ObjectContent[] kept, LabSpec lab, SimTime time, ReentrantLock lock) {
    World world = new World(time, lab.seed(), LabWorld.settings(lab), lock);
    Simulator simulator = new Simulator(world, lab);
    simulator.locked(
        () -> {
          StateFile.restore(world, simulator.files, kept);
          simulator.policies.set(StoragePolicy.of(lab.storagePolicies()));
          simulator.rack.set(LabRack.hosts(lab));
          for (Managed vm : world.all("VirtualMachine")) {
            if (VmState.power(vm) == VirtualMachinePowerState.poweredOn && !Guests.hasTools(vm)) {
              simulator.guests.boot(vm);
            }
          }
          return null;
        });
    return simulator;
  }

  /** A vCenter over an existing world: anybody may log in, and nothing goes wrong. */
  static Simulator over(World world) {
    return new Simulator(world, LabSpec.nothing(world.version()));
  }

  /** The names of all methods that the simulator has. */
  static Set<String> methodNames() {
    return over(new World(SimTime.jumping(0), 0, WorldSettings.DEFAULT)).methods.names();
  }

  /** A new connection, not logged in. */
  public SimulatedConnection connect() {
    return new SimulatedConnection(world, registry, methods, sessions, rules, counts);
  }

  /** The service content, which a client reads first. */
  public ServiceContent content() {
    return locked(
        () ->
            Values.copy(
                world.get("ServiceInstance").orElseThrow().get("content", ServiceContent.class)));
  }

  /** The API version that it announces. */
  public String apiVersion() {
    return world.version().text();
  }

  /** Takes uploads to its hosts. */
  public FileWires files() {
    return uploads;
  }

  /** Its REST API, which admits whom the lab admits. */
  public Rest rest() {
    return rest((user, password) -> true, () -> locked(world::uuid));
  }

  /**
   * The same for clients of other people.
   *
   * @param admits whether an account with this password may log in, besides what the lab says
   * @param tokens makes what nobody can guess, for each session
   */
  public Rest rest(BiPredicate<String, String> admits, Supplier<String> tokens) {
    return new RestServer(
        world, sessions, authorization, rules, counts, types.tags(), admits, tokens);
  }

  /** What {@link Uploads#file} gives. */
  public Optional<DatastoreFile> file(URI at) {
    return uploads.file(at);
  }

  /**
   * From now on uploads to all hosts come to one address, which passes them to {@link #files}, and
   * small files keep their bytes.
   *
   * @param tickets makes the part of each lease's upload path that nobody can guess
   * @param keptBytes the size of the largest file whose bytes are kept
   */
  public void serveFiles(Supplier<String> tickets, int keptBytes) {
    locked(
        () -> {
          uploads.keep(keptBytes);
          types.leases().behindOneAddress(tickets);
          return null;
        });
  }

  /** Advances a clock that does not run by itself, and runs what is due by then. */
  public void advance(Duration by) {
    locked(
        () -> {
          ((ManualTime) world.time()).advance(by);
          world.settle();
          world.signal();
          return null;
        });
  }

  /** From now on calls go wrong as the rule says. */
  public void fault(FaultRule rule) {
    locked(
        () -> {
          rules.add(rule);
          return null;
        });
  }

  /** From now on tasks of this method take this long by the lab's clock. */
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

  /** Ends all sessions, as a restart of the server does. */
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

  /** Counts the calls since the start or the last {@link Counts#reset}. */
  public Counts counts() {
    return counts;
  }

  /** How many disks were uploaded, whole or in part. */
  public int uploads() {
    return uploads.count();
  }

  public World world() {
    return world;
  }

  /** The files of its datastores. */
  public DatastoreContents datastores() {
    return files;
  }

  /** The hosts that it could add, as they answer themselves. */
  public NearHosts hosts() {
    return new RackHosts(rack, world);
  }

  /** Makes the services of an empty vCenter. */
  void createServices() {
    types.instance().create();
  }

  /** How objects of a capture are copied into it, by type. */
  Map<String, Copying> copying() {
    return registry.copying();
  }

  StoragePolicies policies() {
    return policies;
  }

  Tasks tasks() {
    return tasks;
  }

  HttpNfcLease leases() {
    return types.leases();
  }

  /** Something that runs under the world's lock. */
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

  /** Ends what is running: tasks complete with their effect, open imports are undone. */
  public void finish() {
    locked(
        () -> {
          sessions.endAll();
          tasks.stopWaiting();
          world.settleAll();
          return null;
        });
  }
}
