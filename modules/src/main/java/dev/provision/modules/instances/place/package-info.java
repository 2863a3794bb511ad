/** Where a VM is: its name, folder, pool, cluster, host and datastore. */
package dev.provision.modules.instances.place;
