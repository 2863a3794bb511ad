package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Right;
import java.util.List;
import java.util.Objects;

/**
 * A privilege on an object, who needs it, and whether the account has it.
 *
 * @param by the resources whose steps need it
 */
public record Authorized(Right right, List<Address> by, boolean held) {
  public Authorized {
    Objects.requireNonNull(right);
    by = List.copyOf(by);
  }
}
