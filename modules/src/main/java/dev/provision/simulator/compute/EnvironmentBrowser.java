package dev.provision.simulator.compute;

import com.vmware.vim25.DatastoreOption;
import com.vmware.vim25.EnvironmentBrowserConfigOptionQuerySpec;
import com.vmware.vim25.GuestOsDescriptor;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigOption;
import com.vmware.vim25.VirtualMachineConfigOptionDescriptor;
import com.vmware.vim25.VirtualMachineGuestOsIdentifier;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code EnvironmentBrowser}: the virtual hardware and the guests that the hosts of a compute
 * resource support.
 */
public final class EnvironmentBrowser implements ManagedType {
  /** The version of a new VM when its spec names none, on a host that runs it. */
  public static final int MADE = 19;

  /** The oldest that vSphere 8.0 runs. */
  private static final int OLDEST = 4;

  /** Guests that vSphere 6.5 to 8.0 know and yavijava's list, which is of 6.0, lacks. */
  private static final String NEWER =
      """
      almalinux_64Guest amazonlinux2_64Guest amazonlinux3_64Guest asianux7_64Guest
      asianux8_64Guest asianux9_64Guest centos6Guest centos6_64Guest centos7Guest
      centos7_64Guest centos8_64Guest centos9_64Guest darwin15_64Guest darwin16_64Guest
      darwin17_64Guest darwin18_64Guest darwin19_64Guest darwin20_64Guest
      darwin21_64Guest darwin22_64Guest darwin23_64Guest debian10Guest debian10_64Guest
      debian11Guest debian11_64Guest debian12Guest debian12_64Guest debian13Guest
      debian13_64Guest debian9Guest debian9_64Guest freebsd11Guest freebsd11_64Guest
      freebsd12Guest freebsd12_64Guest freebsd13Guest freebsd13_64Guest freebsd14Guest
      freebsd14_64Guest freebsd15Guest freebsd15_64Guest fusionos_64Guest
      kylinlinux_64Guest miraclelinux_64Guest oracleLinux10_64Guest oracleLinux6Guest
      oracleLinux6_64Guest oracleLinux7Guest oracleLinux7_64Guest oracleLinux8_64Guest
      oracleLinux9_64Guest other4xLinux64Guest other4xLinuxGuest other5xLinux64Guest
      other5xLinuxGuest other6xLinux64Guest other6xLinuxGuest other7xLinux64Guest
      other7xLinuxGuest pardus_64Guest prolinux_64Guest rhel10_64Guest rhel8_64Guest
      rhel9_64Guest rockylinux_64Guest sles15_64Guest sles16_64Guest vmkernel65Guest
      vmkernel7Guest vmkernel8Guest vmkernel9Guest vmwarePhoton64Guest windows11_64Guest
      windows12_64Guest windows2019srvNext_64Guest windows2019srv_64Guest
      windows2022srvNext_64Guest
      """;

  private final World world;

  public EnvironmentBrowser(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema("EnvironmentBrowser: datastoreBrowser")
        .on(
            "EnvironmentBrowser",
            "QueryConfigOptionDescriptor",
            "",
            in -> descriptors(hosts(in.self())))
        .on("EnvironmentBrowser", "QueryConfigOptionEx", "", this::option);
  }

  private List<Managed> hosts(Managed browser) throws VimFault {
    for (Managed compute : world.all("ComputeResource")) {
      ManagedObjectReference own = compute.get("environmentBrowser", ManagedObjectReference.class);
      if (own != null && Values.isSame(own, browser.ref())) {
        return ComputeResource.hosts(world, compute);
      }
    }
    throw Refuse.notFound(browser.ref());
  }

  private static VirtualMachineConfigOptionDescriptor[] descriptors(List<Managed> hosts) {
    int newest = hosts.stream().mapToInt(HostSystem::newest).max().orElse(0);
    List<VirtualMachineConfigOptionDescriptor> all = new ArrayList<>();
    for (int version = OLDEST; version <= newest; version++) {
      int each = version;
      VirtualMachineConfigOptionDescriptor made = new VirtualMachineConfigOptionDescriptor();
      made.key = "vmx-" + (each < 10 ? "0" : "") + each;
      made.description = made.key;
      made.createSupported = true;
      made.runSupported = true;
      made.upgradeSupported = true;
      made.defaultConfigOption = each == Math.min(newest, MADE);
      made.host =
          Managed.refs(hosts.stream().filter(host -> HostSystem.newest(host) >= each).toList());
      all.add(made);
    }
    return all.toArray(VirtualMachineConfigOptionDescriptor[]::new);
  }

  /** Filtered by guestId; when none matches, the whole list (API, {@code QueryConfigOptionEx}). */
  private Object option(Invocation in) throws VimFault {
    hosts(in.self());
    EnvironmentBrowserConfigOptionQuerySpec spec =
        in.maybe("spec", EnvironmentBrowserConfigOptionQuerySpec.class).orElse(null);
    List<String> all = new ArrayList<>();
    for (VirtualMachineGuestOsIdentifier each : VirtualMachineGuestOsIdentifier.values()) {
      all.add(each.name());
    }
    all.addAll(List.of(NEWER.trim().split("\\s+")));
    List<String> asked = spec == null || spec.guestId == null ? List.of() : List.of(spec.guestId);
    List<String> matching = all.stream().filter(asked::contains).toList();
    VirtualMachineConfigOption option = new VirtualMachineConfigOption();
    option.version = "vmx-20";
    option.description = "";
    option.hardwareOptions = HardwareOption.of(20);
    option.capabilities = VmCapability.make();
    option.datastore = new DatastoreOption();
    option.supportedMonitorType = new String[] {"release"};
    option.guestOSDescriptor =
        (matching.isEmpty() ? all : matching)
            .stream().map(GuestOption::of).toArray(GuestOsDescriptor[]::new);
    return option;
  }
}
