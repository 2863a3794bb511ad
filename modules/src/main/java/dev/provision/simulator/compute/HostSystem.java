package dev.provision.simulator.compute;

import com.vmware.vim25.HostConfigInfo;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.HostListSummaryQuickStats;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.ManagedEntityStatus;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.host.HostManagers;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.network.HostNetworkSystem;
import dev.provision.simulator.network.HostStack;
import dev.provision.simulator.network.HostVirtualNicManager;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.storage.HostDatastoreSystem;
import dev.provision.simulator.storage.HostStorageSystem;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import java.util.List;

/** {@code HostSystem}: what it has, and how much of it is used. */
public final class HostSystem implements ManagedType {
  private static final String TYPE = "HostSystem";

  /** Its {@code summary.hardware}. */
  public static final String HARDWARE = "sim.hardware";

  /** The newest virtual hardware that a host runs, {@code vmx-19}; not a property of the API. */
  static final String NEWEST = "sim.newest";

  /** Whether a host is in quarantine: yavijava's {@code HostRuntimeInfo} has no field for it. */
  public static final String QUARANTINE = "sim.quarantine";

  /** The property that shows it. */
  static final String IN_QUARANTINE = "runtime.inQuarantineMode";

  /** The newest EVC mode that its CPU offers; not set when nobody says. */
  public static final String EVC = "sim.maxEvc";

  /** In MiB, what is used besides what its VMs are configured with; may be negative. */
  public static final String OTHER_MEMORY = "sim.otherMemory";

  private final World world;

  public HostSystem(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ManagedEntity: answerFileValidationResult answerFileValidationState"
                + " capability complianceCheckResult complianceCheckState config configManager"
                + " datastore datastoreBrowser hardware licensableResource network"
                + " precheckRemediationResult remediationResult remediationState runtime summary"
                + " systemResources vm")
        .newer(TYPE, IN_QUARANTINE, "6.5", QUARANTINE)
        .newer(TYPE, "answerFileValidationResult", "6.7", "sim.unset")
        .newer(TYPE, "answerFileValidationState", "6.7", "sim.unset")
        .newer(TYPE, "complianceCheckResult", "6.7", "sim.unset")
        .newer(TYPE, "complianceCheckState", "6.7", "sim.unset")
        .newer(TYPE, "precheckRemediationResult", "6.7", "sim.unset")
        .newer(TYPE, "remediationResult", "6.7", "sim.unset")
        .newer(TYPE, "remediationState", "6.7", "sim.unset")
        .derive(TYPE, this::derived);
  }

  public static Managed create(World world, Managed cluster, String name, HostModel spec) {
    Managed made = world.add(TYPE, "host-");
    HostHardwareSummary hardware = hardware(spec, world.uuid());
    HostRuntimeInfo runtime = new HostRuntimeInfo();
    runtime.connectionState = HostSystemConnectionState.connected;
    runtime.powerState = HostSystemPowerState.poweredOn;
    runtime.inMaintenanceMode = spec.maintenance();
    runtime.bootTime = world.calendar();
    world.set(made, "name", name);
    world.set(made, HARDWARE, hardware);
    world.set(made, "runtime", runtime);
    world.set(made, QUARANTINE, spec.quarantine());
    world.set(made, NEWEST, spec.newest());
    world.set(made, "network", new ManagedObjectReference[0]);
    world.set(made, "parent", cluster.ref());
    Managed browser = world.add("HostDatastoreBrowser", "datastoreBrowser-");
    world.set(made, "datastoreBrowser", browser.ref());
    HostParts.create(world, made);
    HostNetworkSystem.begin(world, made, spec.nics());
    HostStack.begin(world, made);
    HostManagers.begin(world, made);
    return made;
  }

  /** The hardware of a host of a model. */
  public static HostHardwareSummary hardware(HostModel spec, String uuid) {
    HostHardwareSummary hardware = new HostHardwareSummary();
    hardware.vendor = "provision";
    hardware.model = "simulated host";
    hardware.uuid = uuid;
    hardware.memorySize = spec.memoryBytes();
    hardware.cpuModel = "simulated CPU";
    hardware.cpuMhz = 2400;
    hardware.numCpuThreads = (short) spec.cpus();
    hardware.numCpuCores = (short) Math.max(1, spec.cpus() / 2);
    hardware.numCpuPkgs = 1;
    hardware.numNics = spec.nics();
    hardware.numHBAs = 1;
    return hardware;
  }

  /** Connects a new host, or leaves it disconnected. */
  public static void connected(World world, Managed host, boolean is) {
    HostRuntimeInfo runtime = Values.copy(host.get("runtime", HostRuntimeInfo.class));
    runtime.connectionState =
        is ? HostSystemConnectionState.connected : HostSystemConnectionState.disconnected;
    world.set(host, "runtime", runtime);
  }

  private Object derived(Managed host, String property) {
    switch (property) {
      case "datastore":
        return Managed.refs(
            world.all("Datastore").stream()
                .filter(each -> Datastore.isMounted(each, host))
                .toList());
      case "vm":
        return Managed.refs(vms(host));
      case "summary":
        return summary(host);
      case "config":
        return HostManagers.isReached(host) ? config(host) : null;
      case "licensableResource":
        return HostProduct.licensable();
      default:
        return null;
    }
  }

  private List<Managed> vms(Managed host) {
    return world.all("VirtualMachine").stream().filter(vm -> VmState.isAt(vm, host)).toList();
  }

  /**
   * Its network, its storage and its settings, which vCenter shows while it reaches it; of the rest
   * nothing is simulated.
   */
  private HostConfigInfo config(Managed host) {
    HostConfigInfo config = new HostConfigInfo();
    config.host = host.ref();
    config.product = HostProduct.about(world);
    config.network = HostNetworkSystem.shown(world, host);
    config.virtualNicManagerInfo = HostVirtualNicManager.info(world, host);
    config.localSwapDatastore = host.get(HostDatastoreSystem.SWAP, ManagedObjectReference.class);
    config.storageDevice = HostStorageSystem.devices(world, host);
    config.fileSystemVolume = HostStorageSystem.volumes(world, host);
    HostManagers.show(world, host, config);
    return config;
  }

  private HostListSummary summary(Managed host) {
    HostListSummary summary = new HostListSummary();
    summary.host = host.ref();
    summary.hardware = host.get(HARDWARE, HostHardwareSummary.class);
    summary.runtime = host.get("runtime", HostRuntimeInfo.class);
    summary.overallStatus = ManagedEntityStatus.green;
    summary.maxEVCModeKey = host.get(EVC, String.class);
    summary.config = HostProduct.summary(host);
    HostListSummaryQuickStats stats = new HostListSummaryQuickStats();
    stats.overallMemoryUsage = (int) usedMemoryMb(world, host);
    stats.overallCpuUsage = 0;
    stats.uptime = 86_400;
    summary.quickStats = stats;
    return summary;
  }

  /** The memory of the VMs that run on a host, in MiB. */
  public static long usedMemoryMb(World world, Managed host) {
    Long other = host.get(OTHER_MEMORY, Long.class);
    long used = other == null ? 0 : other;
    for (Managed vm : world.all("VirtualMachine")) {
      if (VmState.isAt(vm, host) && VmState.isOn(vm)) {
        used += VmFiles.config(vm).hardware.memoryMB;
      }
    }
    return other == null ? used : Math.max(0, used);
  }

  /** The newest virtual hardware that a host runs. */
  public static int newest(Managed host) {
    String version = host.get(NEWEST, String.class);
    return version == null ? 20 : Integer.parseInt(version.substring("vmx-".length()));
  }
}
