package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Declaration;

/** The expressions of one declaration that read attributes of other resources. */
@FunctionalInterface
public interface Pending<S> {
  /**
   * Evaluates them with what is known and binds again. What is still unknown is {@link
   * dev.provision.spi.schema.Value.Deferred} where the field can hold that, and an error where it
   * cannot.
   */
  Checked<Declaration<S>> resolve(Attributes attributes);
}
