package dev.provision.modules.switches;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code contact: {name: Network team, details: net@example.com}}. */
@Doc("Whom to ask about a switch.")
record ContactSpec(
    @Doc("The name.") Optional<String> name, @Doc("How to reach them.") Optional<String> details) {}
