package dev.provision.spi;

import java.util.Objects;

/**
 * Something that only one resource may have, such as an address in a network.
 *
 * @param key equal for two claims on the same thing in one world
 * @param what the thing, for people: {@code 10.0.0.11 in `private`}
 * @param field the path of the field that asks for it
 */
public record Claim(String key, String what, String field) {
  public Claim {
    Objects.requireNonNull(key);
    Objects.requireNonNull(what);
    Objects.requireNonNull(field);
  }
}
