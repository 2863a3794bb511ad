package dev.provision.modules.instances.vm;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Shorthand;
import java.util.Optional;

/** One volume of an instance: {@code data: pgdata} or a mapping. */
@Doc("A volume that the instance has while it is declared here; taken off it stays as it is.")
public record VolumeUse(
    @Doc("Which one.") @Shorthand @Refers("volumes") Ref volume,
    @Doc("The unit on its controller; the first free one when left out.") Optional<Integer> unit) {}
