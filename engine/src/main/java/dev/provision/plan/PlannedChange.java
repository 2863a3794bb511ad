package dev.provision.plan;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Change;
import java.util.Objects;

/**
 * A change with the position in the playbook that asks for it. The values of a sensitive change are
 * already removed.
 */
public record PlannedChange(Change change, Span where) {
  /** Shown instead of a value that must not be shown. */
  public static final String SENSITIVE = "(sensitive)";

  public PlannedChange {
    Objects.requireNonNull(change);
    Objects.requireNonNull(where);
  }
}
