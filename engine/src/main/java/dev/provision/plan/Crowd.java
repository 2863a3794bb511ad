package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import dev.provision.spi.trait.Sharing;
import java.util.List;
import java.util.Set;

/**
 * One resource among those with which it shares something.
 *
 * @param problems what does not fit, with positions
 * @param givers the resources that give back what it takes
 */
record Crowd(Address of, List<Diagnostic> problems, Set<Address> givers) {
  Crowd {
    problems = List.copyOf(problems);
    givers = Set.copyOf(givers);
  }

  /**
   * @param then the snapshot as it will be after the plan
   */
  static <S extends Record, D, O, R, W> Crowd of(Found<S, D, O, R, W> found, R then) {
    boolean stays = !found.declaration().common().absent();
    return stays && found.kind() instanceof Sharing<S, D, O, R, W> kind
        ? new Crowd(
            found.address(),
            kind.crowded(found.desired(), found.seen(), then).stream()
                .map(p -> Diagnostic.error(p.message(), found.declaration().spanOf(p.field())))
                .toList(),
            kind.givers(found.desired(), found.seen(), then))
        : new Crowd(found.address(), List.of(), Set.of());
  }
}
