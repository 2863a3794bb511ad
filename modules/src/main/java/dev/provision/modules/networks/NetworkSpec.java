package dev.provision.modules.networks;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;

/** {@code private: {port_group: VM Network}}, or {@code private: VM Network}. */
@Doc("A network that NICs connect to.")
public record NetworkSpec(
    @Doc(
            "An existing standard or distributed port group or opaque network: by exact name where it"
                + " is unique, by inventory path, or by key (dvportgroup-123, or the id of an opaque"
                + " network, as in nova.conf's integration_bridge).")
        @Shorthand
        String portGroup) {}
