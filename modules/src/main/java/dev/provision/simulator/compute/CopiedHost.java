package dev.provision.simulator.compute;

import com.vmware.vim25.HostConfigInfo;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.HostScsiDisk;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.PhysicalNic;
import com.vmware.vim25.ScsiLun;
import com.vmware.vim25.VirtualNicManagerNetConfig;
import dev.provision.simulator.host.HostManagers;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.network.HostNetworkSystem;
import dev.provision.simulator.network.HostStack;
import dev.provision.simulator.network.HostVirtualNicManager;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.server.Copying;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.storage.Lun;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import java.util.Arrays;

/** A host of a capture: with its hardware, state, networks and port groups, and new managers. */
public final class CopiedHost implements ManagedType, Copying {
  private final World world;

  public CopiedHost(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry.copied(this, "HostSystem");
  }

  @Override
  public void fill(Managed made, Copied from) {
    HostListSummary summary = from.get("summary", HostListSummary.class).orElseThrow();
    world.set(made, HostSystem.HARDWARE, summary.hardware);
    world.set(made, "runtime", from.get("runtime", HostRuntimeInfo.class).orElse(summary.runtime));
    from.get(HostSystem.IN_QUARANTINE, Boolean.class)
        .ifPresent(is -> world.set(made, HostSystem.QUARANTINE, is));
    world.set(made, "network", from.references("network"));
    world.set(
        made, "datastoreBrowser", world.add("HostDatastoreBrowser", "datastoreBrowser-").ref());
    HostParts.create(world, made);
  }

  @Override
  public void complete(Managed made, Copied from) {
    HostNetworkInfo seen =
        from.get("config", HostConfigInfo.class)
            .map(config -> config.network)
            .map(Values::copy)
            .orElseGet(HostNetworkInfo::new);
    from.get("config.network.portgroup", HostPortGroup[].class).ifPresent(v -> seen.portgroup = v);
    from.get("config.network.vswitch", HostVirtualSwitch[].class).ifPresent(v -> seen.vswitch = v);
    from.get("config.network.vnic", HostVirtualNic[].class).ifPresent(v -> seen.vnic = v);
    from.get("config.network.pnic", PhysicalNic[].class).ifPresent(v -> seen.pnic = v);
    HostNetworkSystem.restore(world, made, seen);
    from.get("config.virtualNicManagerInfo.netConfig", VirtualNicManagerNetConfig[].class)
        .ifPresent(v -> HostVirtualNicManager.restore(world, made, v));
    from.get("config.storageDevice.scsiLun", ScsiLun[].class).stream()
        .flatMap(Arrays::stream)
        .filter(HostScsiDisk.class::isInstance)
        .forEach(disk -> Lun.restore(world, made, (HostScsiDisk) disk));
    HostStack.restore(world, made, from);
    HostManagers.restore(world, made, from);
  }
}
