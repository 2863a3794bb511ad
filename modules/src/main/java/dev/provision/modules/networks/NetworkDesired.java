package dev.provision.modules.networks;

import dev.provision.vsphere.InventoryPath;

/**
 * The port group that is looked up.
 *
 * @param below the datacenter that a bare name is looked for in; the root when none is named
 */
record NetworkDesired(String network, String portGroup, InventoryPath below) {}
