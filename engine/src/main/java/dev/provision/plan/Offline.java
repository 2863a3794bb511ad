package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.ManagedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Mistakes that can be found without a server but that {@code check} does not look for: those that
 * declarations without references make about files, such as an image file that does not match its
 * properties.
 */
public final class Offline {
  private Offline() {}

  public static <R, W> List<Diagnostic> mistakes(Work<?, R, W> work) {
    List<Diagnostic> mistakes = new ArrayList<>();
    for (Node<?, R, W> node : work.nodes()) {
      mistakes.addAll(of(node, work));
    }
    return mistakes;
  }

  private static <S extends Record, R, W> List<Diagnostic> of(
      Node<S, R, W> node, Work<?, R, W> work) {
    boolean alone =
        node.pending().isEmpty()
            && !node.declaration().common().absent()
            && node.references(work.environment()).isEmpty();
    return alone && node.kind() instanceof ManagedKind<S, ?, ?, R, W> kind
        ? desired(node, work, kind).diagnostics()
        : List.of();
  }

  private static <S extends Record, D, O, R, W> Checked<D> desired(
      Node<S, R, W> node, Work<?, R, W> work, ManagedKind<S, D, O, R, W> kind) {
    return kind.desired(node.declaration(), new References(work, List.of(), Map.of(), new Known()));
  }
}
