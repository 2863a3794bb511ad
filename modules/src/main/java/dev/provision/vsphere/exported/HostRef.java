package dev.provision.vsphere.exported;

import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;

/**
 * An ESXi host, which exists or which the plan adds.
 *
 * @param path its last name is what it was added as, its address
 */
public record HostRef(InventoryPath path, Place place) {}
