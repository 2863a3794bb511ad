package dev.provision.template;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.syntax.Node;
import java.util.Optional;
import java.util.Set;

/**
 * The result of one expression.
 *
 * @param value empty after mistakes, and when the expression waits for an attribute
 */
record Evaluated(Optional<Node> value, Trace trace, Set<Diagnostic> mistakes) {}
