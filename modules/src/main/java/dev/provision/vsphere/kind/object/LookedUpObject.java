package dev.provision.vsphere.kind.object;

import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.LookedUp;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;

/**
 * A kind of inventory objects of which some are only looked up: those that say {@code existing},
 * and those that a reference names and the playbook does not declare.
 */
public interface LookedUpObject<S extends Record>
    extends LookedUp<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Implied<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter> {}
