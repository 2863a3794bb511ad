package dev.provision.modules.networks;

import dev.provision.spi.Doc;
import dev.provision.spi.Shorthand;

/** {@code private: {port_group: VM Network}}, or {@code private: VM Network}. */
@Doc("A network that NICs connect to.")
public record NetworkSpec(
    @Doc(
            "An existing standard or distributed port group, by exact name where it is unique, or by"
                + " inventory path.")
        @Shorthand
        String portGroup) {}
