package dev.provision.vsphere.exported;

import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;

/** A resource pool, which exists or which the plan creates. */
public record PoolRef(InventoryPath path, Place place) {}
