package dev.provision.lab;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A declared thing.
 *
 * @param fields a name that begins with {@code off_} needs a power-off, {@code new_} a new thing,
 *     {@code renew_} asks for one, {@code never_} cannot be changed
 * @param link a field that may be known only later
 * @param locks objects that its writes edit
 * @param limits by object, how many may be made at once
 * @param existing it is only looked up
 * @param readyIn how many reads it takes to be ready once it was made
 * @param tcp then the port of the host {@code thing} that must answer
 */
public record ThingSpec(
    String path,
    Map<String, String> fields,
    Optional<Value<String>> link,
    List<String> locks,
    Map<String, Integer> limits,
    @Refers("sizes") Optional<Ref> size,
    @Default("false") boolean existing,
    @Default("0") int readyIn,
    Optional<Integer> tcp) {
  public ThingSpec {
    fields = Map.copyOf(fields);
    locks = List.copyOf(locks);
    limits = Map.copyOf(limits);
  }
}
