package dev.provision.vsphere.exported;

import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;

/** A resource pool: one that is there, or one that the plan makes. */
public record PoolRef(InventoryPath path, Place place) {}
