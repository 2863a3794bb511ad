package dev.provision.modules.instances;

import dev.provision.modules.instances.make.InstanceNeeds;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.spi.Observation;
import dev.provision.spi.ReadSession.Usage;
import dev.provision.spi.trait.Sized;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;

/** What instances take of what a rule allows a project. */
interface SizedInstances
    extends Sized<InstanceSpec, InstanceDesired, InstanceState, Inventory, VsphereWriter> {
  @Override
  default Usage usage(InstanceDesired desired, Observation<InstanceState> seen) {
    return InstanceNeeds.usage(desired, seen.there());
  }
}
