package dev.provision.modules.networks;

import dev.provision.vsphere.connection.VcenterSpec;

/**
 * The port group that is looked up.
 *
 * @param vcenter names the datacenter that a bare name is looked for in
 */
record NetworkDesired(String network, String portGroup, VcenterSpec vcenter) {}
