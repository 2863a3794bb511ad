package dev.provision.simulator.inventory;

import com.vmware.vim25.DatacenterConfigInfo;
import com.vmware.vim25.DatacenterConfigSpec;
import com.vmware.vim25.DatacenterCreatedEvent;
import com.vmware.vim25.DatacenterEventArgument;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.EntityKind;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;

/** {@code Datacenter}: one is made with its four folders. */
public final class Datacenter implements ManagedType, EntityKind {
  private static final String TYPE = "Datacenter";
  private static final Duration TIME = Duration.ofMillis(100);

  private static final String CONFIGURATION = "configuration";

  /** The properties that a copy of one needs. */
  public static final String[] STORED = {
    CONFIGURATION, "vmFolder", "hostFolder", "datastoreFolder", "networkFolder"
  };

  private final World world;
  private final Tasks tasks;
  private final EventManager events;

  public Datacenter(World world, Tasks tasks, EventManager events) {
    this.world = world;
    this.tasks = tasks;
    this.events = events;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ManagedEntity: configuration datastore datastoreFolder hostFolder network"
                + " networkFolder vmFolder")
        .copied((made, from) -> from.keep(STORED), TYPE)
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .on("Folder", "CreateDatacenter", "Datacenter.Create", this::create)
        .on(TYPE, "ReconfigureDatacenter_Task", "Datacenter.Reconfigure", this::reconfigure);
  }

  private Object derived(Managed datacenter, String property) {
    switch (property) {
      case CONFIGURATION:
        return new DatacenterConfigInfo();
      case "datastore":
        return Managed.refs(world.below(datacenter, "Datastore"));
      case "network":
        return Managed.refs(world.below(datacenter, "Network"));
      default:
        return null;
    }
  }

  @Override
  public String renamePrivilege() {
    return "Datacenter.Rename";
  }

  @Override
  public String deletePrivilege() {
    return "Datacenter.Delete";
  }

  private Object create(Invocation in) throws VimFault {
    Folder.accepts(world, in.self(), TYPE);
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    Managed made = create(world, in.self(), name);
    DatacenterCreatedEvent event = new DatacenterCreatedEvent();
    event.datacenter = new DatacenterEventArgument();
    event.datacenter.name = made.name();
    event.datacenter.datacenter = made.ref();
    event.parent = Folder.argument(in.self());
    events.called(in, in.self(), made.ref());
    events.by(in, event, made, "Created datacenter " + made.name() + ".");
    return made.ref();
  }

  /** Only stores the default version: hosts still offer new VMs the same version as before. */
  private Object reconfigure(Invocation in) throws VimFault {
    Managed datacenter = in.self();
    String version = in.need("spec", DatacenterConfigSpec.class).defaultHardwareVersionKey;
    if (version != null && !version.matches("vmx-[0-9]{2}")) {
      throw Refuse.argument("spec.defaultHardwareVersionKey", "`" + version + "` is no version");
    }
    return tasks.start(
        in,
        datacenter,
        TIME,
        plan -> {
          plan.lock(datacenter);
          return () -> {
            if (version != null) {
              DatacenterConfigInfo info = new DatacenterConfigInfo();
              info.defaultHardwareVersionKey = version;
              world.set(datacenter, CONFIGURATION, info);
            }
            return null;
          };
        });
  }

  public static Managed create(World world, Managed parent, String name) {
    Managed made = world.add(TYPE, "datacenter-");
    world.set(made, "name", name);
    world.set(made, "parent", parent.ref());
    folder(world, made, "vmFolder", "vm", "VirtualMachine", "VirtualApp");
    folder(world, made, "hostFolder", "host", "ComputeResource");
    folder(world, made, "datastoreFolder", "datastore", "Datastore", "StoragePod");
    folder(world, made, "networkFolder", "network", "Network", "DistributedVirtualSwitch");
    return made;
  }

  private static void folder(
      World world, Managed datacenter, String property, String name, String... types) {
    String[] all = new String[types.length + 1];
    all[0] = "Folder";
    System.arraycopy(types, 0, all, 1, types.length);
    world.set(datacenter, property, Folder.create(world, datacenter, name, all).ref());
  }

  /**
   * One of the four folders of a datacenter.
   *
   * @param below the datacenter itself, or something in it
   * @param property {@code networkFolder}
   */
  public static Managed folder(World world, Managed below, String property) {
    Managed datacenter = world.above(below, TYPE).orElseThrow();
    return world.need(datacenter.get(property, ManagedObjectReference.class));
  }
}
