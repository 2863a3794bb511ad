package dev.provision.vsphere.exported;

import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;

/** A datastore, which exists or which the plan creates. */
public record DatastoreRef(InventoryPath path, Place place) {}
