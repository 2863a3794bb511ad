package dev.provision.modules.instances;

import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.spi.Claim;
import dev.provision.spi.Claimed;
import dev.provision.spi.Declaration;
import dev.provision.spi.trait.Claiming;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.function.BiFunction;

/** The addresses that instances claim, which no two may have in one network. */
interface ClaimingInstances
    extends Claiming<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter> {
  @Override
  default List<Claim> claims(
      Declaration<InstanceSpec> declaration, BiFunction<String, String, String> standsFor) {
    return AddressClaims.of(declaration, standsFor);
  }

  @Override
  default List<Claim> claims(InstanceDesired desired) {
    return AddressClaims.of(desired);
  }

  @Override
  default List<Claimed> claimed(Inventory read) {
    return AddressClaims.claimed(read);
  }
}
