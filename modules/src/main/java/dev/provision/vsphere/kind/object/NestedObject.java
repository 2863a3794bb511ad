package dev.provision.vsphere.kind.object;

import dev.provision.spi.trait.Nested;
import dev.provision.spi.trait.Referring;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;

/**
 * A kind of inventory objects that can be inside each other; the path of one implies the outer
 * ones.
 */
public interface NestedObject<S extends Record>
    extends Nested<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Referring<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter> {}
