package dev.provision.plan;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Change;
import java.util.Objects;

/**
 * A change and the place in the playbook that asks for it. A sensitive one has had its values taken
 * out already.
 */
public record PlannedChange(Change change, Span where) {
  /** Shown instead of a value that must not be shown. */
  public static final String SENSITIVE = "(sensitive)";

  public PlannedChange {
    Objects.requireNonNull(change);
    Objects.requireNonNull(where);
  }
}
