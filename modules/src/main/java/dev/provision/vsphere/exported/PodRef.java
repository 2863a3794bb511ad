package dev.provision.vsphere.exported;

import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;

/** A datastore cluster, which exists or which the plan creates. */
public record PodRef(InventoryPath path, Place place) {}
