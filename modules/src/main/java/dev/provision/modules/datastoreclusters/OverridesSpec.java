package dev.provision.modules.datastoreclusters;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code automation_overrides: {space: manual}}. */
@Doc("What is done for one reason otherwise than `automation` says.")
public record OverridesSpec(
    @Doc("For room.") Optional<Automation> space,
    @Doc("For load.") Optional<Automation> io,
    @Doc("For rules.") Optional<Automation> rules,
    @Doc("For storage policies.") Optional<Automation> policy,
    @Doc("For VMs that a datastore in maintenance mode has to lose.")
        Optional<Automation> evacuation) {}
