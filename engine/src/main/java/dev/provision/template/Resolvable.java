package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;

/**
 * A value that waits for attributes of other resources, with all that is needed to evaluate it once
 * more when they are known: a scalar of the playbook, or a template file.
 */
public sealed interface Resolvable extends Pending permits PendingScalar, PendingTemplate {
  /**
   * Evaluates it with what is known now. The value is {@link Resolvable} again where something that
   * it reads is still not known; mistakes that only the value shows come back as diagnostics.
   */
  Checked<Node> resolve(Resources known);

  /** Whether it is known to wait, since these are the resources with which it began to. */
  boolean waitsWith(Resources known);
}
