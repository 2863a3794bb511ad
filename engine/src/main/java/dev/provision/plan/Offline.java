package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.ManagedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The mistakes of a play that show without the world although {@code check} does not look for them:
 * what declarations that refer to nothing say of files, such as an image that is not what its
 * properties say.
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
