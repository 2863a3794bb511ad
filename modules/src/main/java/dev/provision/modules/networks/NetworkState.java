package dev.provision.modules.networks;

import com.vmware.vim25.HostPortGroup;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.journal.HostState;
import java.util.Optional;

/**
 * A network as it was found.
 *
 * @param group the port group in the inventory; empty for one of ours that is on no host any more
 * @param hosts where one that we make is; empty for one that is only looked up
 */
record NetworkState(Optional<PortGroupRef> group, Optional<HostState<HostPortGroup>> hosts) {
  static NetworkState existing(PortGroupRef group) {
    return new NetworkState(Optional.of(group), Optional.empty());
  }
}
