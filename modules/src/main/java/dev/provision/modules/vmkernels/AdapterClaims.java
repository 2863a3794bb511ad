package dev.provision.modules.vmkernels;

import dev.provision.spi.Claim;
import dev.provision.spi.Claimed;
import dev.provision.spi.Declaration;
import dev.provision.spi.trait.Claiming;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.PortGroupAt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A standard port group takes one VMkernel adapter on a host: AddVirtualNic answers AlreadyExists
 * for a second one. A distributed port group takes several.
 */
interface AdapterClaims
    extends Claiming<VmkernelSpec, VmkernelDesired, VmkernelState, Inventory, VsphereWriter> {
  /** None: which port group a network is shows only in the vCenter. */
  @Override
  default List<Claim> claims(
      Declaration<VmkernelSpec> declaration, BiFunction<String, String, String> standsFor) {
    return List.of();
  }

  @Override
  default List<Claim> claims(VmkernelDesired desired) {
    PortGroupAt at = PortGroupAt.of(desired.network());
    return at.isDistributed()
        ? List.of()
        : List.of(
            new Claim(
                key(desired.host().path().toString(), at),
                "the port group `" + at.name() + "` on `" + desired.host().path().name() + "`",
                "network"));
  }

  @Override
  default List<Claimed> claimed(Inventory read) {
    List<Claimed> claimed = new ArrayList<>();
    for (Item host : read.all("HostSystem")) {
      String path = read.path(host.ref()).toString();
      HostAdapters.of(host, read)
          .known()
          .ifPresent(
              all -> {
                for (Adapter each : all.all()) {
                  if (!each.at().isDistributed()) {
                    claimed.add(
                        new Claimed(key(path, each.at()), path + " " + VmkernelSearch.entry(each)));
                  }
                }
              });
    }
    return claimed;
  }

  private static String key(String host, PortGroupAt at) {
    return "vmkernel adapter " + host + " " + at.name();
  }
}
