package dev.provision.simulator.lab;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Secret;
import java.util.List;
import java.util.Optional;

/** Somebody who may log in. */
public record LabUser(
    @Doc("The password; any when left out.") Optional<Secret> password,
    @Doc("What the user may do: VirtualMachine.Inventory.Create, VirtualMachine.* or *.")
        List<String> privileges,
    @Doc(
            "What the user may not do in spite of these; `<privilege> on /DC0/vm/x` for a"
                + " part of the inventory.")
        List<String> denied,
    @Doc(
            "The groups that the user is in, as permissions name them. The nearest permission for"
                + " the user or a group counts instead of `privileges`.")
        List<String> groups) {}
