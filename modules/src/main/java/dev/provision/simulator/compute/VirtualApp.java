package dev.provision.simulator.compute;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.ResourcePoolCreatedEvent;
import com.vmware.vim25.VAppConfigInfo;
import com.vmware.vim25.VAppConfigSpec;
import com.vmware.vim25.VAppIPAssignmentInfo;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.EntityKinds;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/**
 * {@code VirtualApp}: a pool with a place among the folders of VMs too, and with an order in which
 * its VMs start and stop. Power operations, products and properties of OVF are not simulated.
 */
public final class VirtualApp implements ManagedType, EntityKind {
  private static final String TYPE = "VirtualApp";
  private static final String CONFIG = "vAppConfig";

  /** What was set of {@link #CONFIG}; entries of what is in it come and go with that. */
  private static final String STORED = "sim.vAppConfig";

  private static final String FOLDER = "parentFolder";

  private final World world;
  private final Tasks tasks;
  private final EventManager events;
  private final Authorization authorization;
  private final EntityKinds kinds;

  public VirtualApp(
      World world,
      Tasks tasks,
      EventManager events,
      Authorization authorization,
      EntityKinds kinds) {
    this.world = world;
    this.tasks = tasks;
    this.events = events;
    this.authorization = authorization;
    this.kinds = kinds;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ResourcePool: childLink datastore network parentFolder parentVApp"
                + " vAppConfig")
        .copied(this::copied, TYPE)
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .on("ResourcePool", "CreateVApp", "VApp.Create", this::create)
        .on(TYPE, "UpdateVAppConfig", "", this::update);
  }

  public static boolean is(Managed pool) {
    return pool.is(TYPE);
  }

  /** The vApp that a VM or a pool is in; null when it is in none. */
  public static ManagedObjectReference of(World world, Managed inside) {
    ManagedObjectReference first =
        inside.is("ResourcePool")
            ? inside.parent()
            : inside.get("resourcePool", ManagedObjectReference.class);
    return first == null
        ? null
        : world.get(first).flatMap(pool -> world.above(pool, TYPE)).map(Managed::ref).orElse(null);
  }

  /**
   * Puts a VM where its pool says: into a vApp, or out of one into the folder of that. In the API
   * one in a vApp shows no parent but {@code parentVApp}; here that is its parent.
   */
  public static void hold(World world, Managed vm) {
    ManagedObjectReference now = of(world, vm);
    Optional<Managed> parent = world.get(vm.parent());
    if (now != null) {
      world.set(vm, "parent", now);
    } else if (parent.filter(VirtualApp::is).isPresent()) {
      world.set(vm, "parent", folder(world, parent.get()));
    }
  }

  /** That of one in another vApp is the folder of the outermost. */
  private static ManagedObjectReference folder(World world, Managed app) {
    ManagedObjectReference outer = of(world, app);
    return outer == null
        ? app.get(FOLDER, ManagedObjectReference.class)
        : folder(world, world.need(outer));
  }

  /** Nobody has looked at a real server for how a new one assigns addresses. */
  private static VAppConfigInfo fresh(World world) {
    VAppConfigInfo config = new VAppConfigInfo();
    config.ipAssignment = new VAppIPAssignmentInfo();
    config.ipAssignment.ipAllocationPolicy = "fixedPolicy";
    config.ipAssignment.supportedIpProtocol = new String[] {"IPv4"};
    config.ipAssignment.ipProtocol = "IPv4";
    config.annotation = "";
    config.instanceUuid = world.uuid();
    return config;
  }

  private void copied(Managed made, Copied from) {
    ResourcePool.copied(world, made, from);
    from.keep(FOLDER);
    world.set(made, STORED, from.get(CONFIG, VAppConfigInfo.class).orElseGet(() -> fresh(world)));
  }

  private Object derived(Managed app, String property) {
    switch (property) {
      case "parentVApp":
        return of(world, app);
      case CONFIG:
        return shown(app);
      default:
        return null;
    }
  }

  /** With an entry for each that is in it now. */
  private VAppConfigInfo shown(Managed app) {
    VAppConfigInfo config = Values.copy(app.get(STORED, VAppConfigInfo.class));
    if (config != null) {
      config.entityConfig = new VAppEntries(world, app).shown(config.entityConfig);
    }
    return config;
  }

  @Override
  public String renamePrivilege() {
    return "VApp.Rename";
  }

  @Override
  public String deletePrivilege() {
    return "VApp.Delete";
  }

  /**
   * Pools in it go with it, and so do its VMs, which are deleted from disk (API, {@code
   * VirtualApp}, "Destroying a vApp"); a pool alone would give its VMs to what contains it.
   */
  @Override
  public void destroying(Managed app) {
    world.below(app, "ResourcePool").forEach(each -> world.set(each, "parent", app.ref()));
  }

  /**
   * The folder is demanded of one that is in no other vApp, and refused of one that is (vSphere Web
   * Services SDK Programming Guide, "Creating a VirtualApp").
   */
  private Object create(Invocation in) throws VimFault {
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    ResourceConfigSpec spec = in.need("resSpec", ResourceConfigSpec.class);
    VAppConfigSpec config = in.need("configSpec", VAppConfigSpec.class);
    Optional<Managed> folder = in.maybeObject("vmFolder");
    boolean inner = is(in.self()) || of(world, in.self()) != null;
    if (folder.isPresent() == inner) {
      throw Refuse.argument(
          "vmFolder", inner ? "a vApp in a vApp has no folder" : "a vApp needs a folder");
    }
    if (folder.isPresent() && !folder.get().is("Folder")) {
      throw Refuse.argument("vmFolder", "`" + folder.get().name() + "` is no folder");
    }
    ResourcePool.checkNew(world, in.self(), spec);
    if (config.entityConfig != null && config.entityConfig.length > 0) {
      throw Refuse.argument("configSpec.entityConfig", "a new vApp holds nothing yet");
    }
    Managed made = create(world, in.self(), name, spec, folder);
    apply(config, made);
    ResourcePoolCreatedEvent event = new ResourcePoolCreatedEvent();
    event.resourcePool = ResourcePool.argument(made);
    event.parent = ResourcePool.argument(in.self());
    events.called(in, in.self(), made.ref());
    events.by(in, event, made, "Created vApp " + made.name() + ".");
    return made.ref();
  }

  /**
   * Makes one.
   *
   * @param folder empty for one in another vApp
   */
  public static Managed create(
      World world, Managed above, String name, ResourceConfigSpec spec, Optional<Managed> folder) {
    Managed made = ResourcePool.create(world, world.add(TYPE, "resgroup-v"), above, name, spec);
    world.set(made, STORED, fresh(world));
    folder.ifPresent(each -> world.set(made, FOLDER, each.ref()));
    return made;
  }

  private Object update(Invocation in) throws VimFault {
    VAppConfigSpec spec = in.need("spec", VAppConfigSpec.class);
    if (spec.annotation != null) {
      authorization.demand(in, in.self(), "VApp.Rename");
    }
    if (spec.entityConfig != null || spec.instanceUuid != null) {
      authorization.demand(in, in.self(), "VApp.ApplicationConfig");
    }
    apply(spec, in.self());
    events.called(in, in.self(), null);
    return null;
  }

  /** What is not in the spec stays; a listed entity keeps what its entry leaves out. */
  private void apply(VAppConfigSpec spec, Managed app) throws VimFault {
    VAppConfigInfo config = Values.copy(app.get(STORED, VAppConfigInfo.class));
    if (spec.annotation != null) {
      config.annotation = spec.annotation;
    }
    if (spec.instanceUuid != null) {
      config.instanceUuid = spec.instanceUuid;
    }
    VAppEntries entries = new VAppEntries(world, app);
    config.entityConfig = entries.changed(config.entityConfig, spec.entityConfig);
    world.set(app, STORED, config);
  }
}
