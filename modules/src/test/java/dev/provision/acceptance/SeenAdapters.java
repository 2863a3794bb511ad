package dev.provision.acceptance;

import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualNicSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualNicManagerNetConfig;
import java.rmi.RemoteException;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** The VMkernel adapters of a host, as somebody else's client sees and makes them. */
final class SeenAdapters {
  private final SimulatorTarget target;
  private final ManagedObjectReference host;

  SeenAdapters(SimulatorTarget target, String path) {
    this.target = target;
    this.host = target.stub().at(path);
  }

  /** Null when there is none of this name. */
  HostVirtualNic nic(String device) {
    HostVirtualNic[] all =
        target.vim().property(host, "config.network.vnic", HostVirtualNic[].class);
    return Arrays.stream(all == null ? new HostVirtualNic[0] : all)
        .filter(nic -> nic.getDevice().equals(device))
        .findFirst()
        .orElse(null);
  }

  SortedSet<String> services(String device) {
    SortedSet<String> services = new TreeSet<>();
    for (VirtualNicManagerNetConfig config :
        target
            .vim()
            .property(
                host,
                "config.virtualNicManagerInfo.netConfig",
                VirtualNicManagerNetConfig[].class)) {
      for (HostVirtualNic nic : config.getCandidateVnic()) {
        boolean selected =
            config.getSelectedVnic() != null
                && Arrays.asList(config.getSelectedVnic()).contains(nic.getKey());
        if (selected && nic.getDevice().equals(device)) {
          services.add(config.getNicType());
        }
      }
    }
    return services;
  }

  void add(String portGroup, HostVirtualNicSpec spec) {
    try {
      target.vim().api().addVirtualNic(manager(), portGroup, spec);
    } catch (RemoteException e) {
      throw new IllegalStateException(e);
    }
  }

  private ManagedObjectReference manager() {
    return target.vim().property(host, "configManager.networkSystem", ManagedObjectReference.class);
  }
}
