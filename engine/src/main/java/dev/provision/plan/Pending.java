package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Declaration;

/** The expressions of one declaration that read attributes of other resources. */
@FunctionalInterface
public interface Pending<S> {
  /**
   * Evaluates the expressions with what is known and binds the declaration again. An unknown value
   * becomes {@link dev.provision.spi.schema.Value.Deferred} where the field can hold that, and an
   * error otherwise.
   */
  Checked<Declaration<S>> resolve(Attributes attributes);
}
