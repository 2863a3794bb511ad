package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.Objects;

/**
 * Something that carries the environment's mark and is no longer declared.
 *
 * @param why why it is only shown: empty for a plain orphan, else that it is protected, or a
 *     possible copy, in words
 */
public record Orphan(Address address, String path, boolean adopted, String why) {
  public Orphan {
    Objects.requireNonNull(address);
    Objects.requireNonNull(path);
    Objects.requireNonNull(why);
  }
}
