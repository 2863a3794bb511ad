package dev.provision.lab;

import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Value;
import java.util.List;
import java.util.Optional;

/**
 * A declared shelf.
 *
 * @param colour of the base
 * @param holds things that need the shelf, which the late part names
 * @param label of the late part
 */
public record ShelfSpec(
    String path,
    Optional<String> colour,
    @Refers(value = "things", order = Reference.Order.USES_EACH) Optional<List<Ref>> holds,
    Optional<Value<String>> label) {}
