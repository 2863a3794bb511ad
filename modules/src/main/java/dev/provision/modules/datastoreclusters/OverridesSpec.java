package dev.provision.modules.datastoreclusters;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code automation_overrides: {space: manual}}. */
@Doc("What is done for one reason otherwise than `automation` says.")
public record OverridesSpec(
    @Doc("To make room.") Optional<Automation> space,
    @Doc("To spread the load.") Optional<Automation> io,
    @Doc("To keep rules.") Optional<Automation> rules,
    @Doc("To keep storage policies.") Optional<Automation> policy,
    @Doc("To empty a datastore that enters maintenance mode.") Optional<Automation> evacuation) {}
