package dev.provision.vsphere;

import dev.provision.spi.Default;
import dev.provision.spi.Doc;
import dev.provision.spi.Shorthand;

/** {@code {name: nas1, weight: 10}}, an entry of Glance's {@code vmware_datastores}. */
@Doc("A datastore that may be used.")
public record DatastoreSpec(
    @Doc("Its name or path.") @Shorthand String name,
    @Doc("The one with the highest weight that has room is taken, of equals the emptiest.")
        @Default("0")
        int weight) {}
