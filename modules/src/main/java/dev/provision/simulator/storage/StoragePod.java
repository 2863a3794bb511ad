package dev.provision.simulator.storage;

import com.vmware.vim25.PodStorageDrsEntry;
import com.vmware.vim25.StorageDrsAutomationConfig;
import com.vmware.vim25.StorageDrsConfigInfo;
import com.vmware.vim25.StorageDrsConfigSpec;
import com.vmware.vim25.StorageDrsIoLoadBalanceConfig;
import com.vmware.vim25.StorageDrsPodConfigInfo;
import com.vmware.vim25.StorageDrsPodConfigSpec;
import com.vmware.vim25.StorageDrsSpaceLoadBalanceConfig;
import com.vmware.vim25.StoragePodSummary;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.Copying;
import dev.provision.simulator.server.EntityKind;
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
import java.time.Duration;

/**
 * {@code StoragePod}, a datastore cluster, and {@code StorageResourceManager}, which sets it up.
 */
public final class StoragePod implements ManagedType, EntityKind, Copying {
  private static final String TYPE = "StoragePod";
  private static final String MANAGER = "StorageResourceManager";
  private static final String CONFIG = "sim.storageDrsConfig";
  private static final Duration TIME = Duration.ofMillis(100);

  private final World world;
  private final DatastoreContents files;
  private final Tasks tasks;
  private final Authorization authorization;
  private final EventManager events;

  public StoragePod(
      World world,
      DatastoreContents files,
      Tasks tasks,
      Authorization authorization,
      EventManager events) {
    this.world = world;
    this.files = files;
    this.tasks = tasks;
    this.authorization = authorization;
    this.events = events;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + " < Folder: podStorageDrsEntry summary", MANAGER + ":")
        .copied(this, TYPE)
        .derive(TYPE, this::derived)
        .entity(TYPE, this)
        .service(MANAGER, MANAGER, (content, ref) -> content.storageResourceManager = ref)
        .on("Folder", "CreateStoragePod", "Folder.Create", this::create)
        .on(MANAGER, "ConfigureStorageDrsForPod_Task", "", this::configure);
  }

  @Override
  public void fill(Managed made, Copied from) {
    from.keep("childType");
    from.get("podStorageDrsEntry.storageDrsConfig", StorageDrsConfigInfo.class)
        .ifPresent(config -> world.set(made, CONFIG, config));
  }

  private Object derived(Managed pod, String property) {
    switch (property) {
      case "podStorageDrsEntry":
        PodStorageDrsEntry entry = new PodStorageDrsEntry();
        entry.storageDrsConfig = Values.copy(config(pod));
        new PodEdits(world, entry.storageDrsConfig).forgetGone();
        return entry;
      case "summary":
        StoragePodSummary summary = new StoragePodSummary();
        summary.name = pod.name();
        for (Managed each : world.children(pod)) {
          summary.capacity += DatastoreContents.capacity(each);
          summary.freeSpace += files.free(each);
        }
        return summary;
      default:
        return null;
    }
  }

  private static StorageDrsConfigInfo config(Managed pod) {
    StorageDrsConfigInfo config = pod.get(CONFIG, StorageDrsConfigInfo.class);
    return config == null ? fresh() : config;
  }

  /** A new one, with the defaults that the API names. */
  private static StorageDrsConfigInfo fresh() {
    StorageDrsConfigInfo config = new StorageDrsConfigInfo();
    config.podConfig = new StorageDrsPodConfigInfo();
    config.podConfig.defaultVmBehavior = "manual";
    config.podConfig.loadBalanceInterval = 480;
    config.podConfig.defaultIntraVmAffinity = true;
    config.podConfig.automationOverrides = new StorageDrsAutomationConfig();
    config.podConfig.spaceLoadBalanceConfig = new StorageDrsSpaceLoadBalanceConfig();
    config.podConfig.spaceLoadBalanceConfig.spaceThresholdMode = "utilization";
    config.podConfig.spaceLoadBalanceConfig.spaceUtilizationThreshold = 80;
    config.podConfig.spaceLoadBalanceConfig.minSpaceUtilizationDifference = 5;
    config.podConfig.ioLoadBalanceConfig = new StorageDrsIoLoadBalanceConfig();
    config.podConfig.ioLoadBalanceConfig.ioLatencyThreshold = 15;
    config.podConfig.ioLoadBalanceConfig.ioLoadImbalanceThreshold = 5;
    return config;
  }

  @Override
  public String renamePrivilege() {
    return "Folder.Rename";
  }

  @Override
  public String deletePrivilege() {
    return "Folder.Delete";
  }

  /** What a real one does with datastores in it was not seen. */
  @Override
  public void refuseDestroy(Managed pod) throws VimFault {
    if (!world.children(pod).isEmpty()) {
      throw Refuse.inUse(pod);
    }
  }

  private Object create(Invocation in) throws VimFault {
    Folder.accepts(world, in.self(), TYPE);
    String name = Names.checked(in.text("name"));
    tasks.demandFree(in.self(), name);
    Managed made = world.add(TYPE, "group-p");
    world.set(made, "name", name);
    world.set(made, "childType", new String[] {"Datastore"});
    world.set(made, "parent", in.self().ref());
    events.called(in, in.self(), made.ref());
    return made.ref();
  }

  private Object configure(Invocation in) throws VimFault {
    Managed pod = in.object("pod");
    authorization.demand(in, pod, "StoragePod.Config");
    StorageDrsConfigSpec whole = in.need("spec", StorageDrsConfigSpec.class);
    StorageDrsPodConfigSpec spec = whole.podConfigSpec;
    check(spec);
    return tasks.start(
        in,
        pod,
        TIME,
        plan -> {
          plan.lock(pod);
          return () -> {
            StorageDrsConfigInfo config = Values.copy(config(pod));
            new PodEdits(world, config).apply(whole);
            overlay(spec, config.podConfig);
            world.set(pod, CONFIG, config);
            return null;
          };
        });
  }

  private static void overlay(StorageDrsPodConfigSpec spec, StorageDrsPodConfigInfo config) {
    if (spec == null) {
      return;
    }
    // a Boolean of the spec is a boolean of the configuration
    config.enabled = spec.enabled == null ? config.enabled : spec.enabled;
    config.ioLoadBalanceEnabled =
        spec.ioLoadBalanceEnabled == null ? config.ioLoadBalanceEnabled : spec.ioLoadBalanceEnabled;
    StorageDrsPodConfigSpec plain = Values.copy(spec);
    plain.rule = null;
    plain.option = null;
    Values.overlay(plain, config);
  }

  private static void check(StorageDrsPodConfigSpec spec) throws VimFault {
    if (spec == null) {
      return;
    }
    within("loadBalanceInterval", spec.loadBalanceInterval, 60, 43_200);
    if (spec.spaceLoadBalanceConfig != null) {
      within(
          "spaceUtilizationThreshold",
          spec.spaceLoadBalanceConfig.spaceUtilizationThreshold,
          50,
          100);
      within(
          "minSpaceUtilizationDifference",
          spec.spaceLoadBalanceConfig.minSpaceUtilizationDifference,
          1,
          50);
    }
    if (spec.ioLoadBalanceConfig != null) {
      within("ioLatencyThreshold", spec.ioLoadBalanceConfig.ioLatencyThreshold, 5, 100);
      within("ioLoadImbalanceThreshold", spec.ioLoadBalanceConfig.ioLoadImbalanceThreshold, 1, 100);
    }
  }

  private static void within(String property, Integer value, int least, int most) throws VimFault {
    if (value != null && (value < least || value > most)) {
      throw Refuse.argument("spec.podConfigSpec." + property, "`" + value + "`");
    }
  }
}
