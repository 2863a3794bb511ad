package dev.provision.template;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.syntax.Node;
import java.util.Optional;
import java.util.Set;

/**
 * What came of one expression.
 *
 * @param value empty if there are mistakes, or if the trace waits
 */
record Evaluated(Optional<Node> value, Trace trace, Set<Diagnostic> mistakes) {}
