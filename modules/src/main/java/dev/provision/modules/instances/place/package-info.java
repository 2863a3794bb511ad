/** Where a VM stands and runs: name, folder, pool, cluster, host and datastore. */
package dev.provision.modules.instances.place;
