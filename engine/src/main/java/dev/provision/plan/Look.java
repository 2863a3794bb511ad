package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Fitted;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.ValueKind;
import dev.provision.spi.trait.Grouped;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Versioned;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves one declaration with what is known, computes the desired state, and finds the object.
 * Pure; the plan and each look of a run use the same code.
 */
public final class Look<R, W> {
  private final Work<?, R, W> work;
  private final Map<Address, List<Address>> members;
  private final Map<Address, Object> groups = new HashMap<>();

  public Look(Work<?, R, W> work) {
    this.work = work;
    this.members = work.members();
    for (Node<?, R, W> node : work.nodes()) {
      if (members.containsKey(node.address())) {
        groups.put(node.address(), toMembers(node));
      }
    }
  }

  private <S extends Record> Object toMembers(Node<S, R, W> node) {
    List<Address> those = members.get(node.address());
    return node.kind() instanceof Grouped<S, ?, ?, R, W> kind
        ? kind.toMembers(node.declaration(), those)
        : those;
  }

  /**
   * Looks at a managed resource. Without a value, the diagnostics say why the desired state is
   * unknown.
   */
  public Checked<Found<?, ?, ?, R, W>> at(Node<?, R, W> node, Known known, R read) {
    return managed(node, known, read);
  }

  private <S extends Record> Checked<Found<?, ?, ?, R, W>> managed(
      Node<S, R, W> node, Known known, R read) {
    if (node.kind() instanceof ManagedKind<S, ?, ?, R, W> kind) {
      return node.resolve(known).then(d -> found(node.address(), kind, d, known, read));
    }
    throw new IllegalArgumentException("`" + node.address() + "` is a value");
  }

  private <S extends Record, D, O> Checked<Found<?, ?, ?, R, W>> found(
      Address node,
      ManagedKind<S, D, O, R, W> kind,
      Declaration<S> declaration,
      Known known,
      R read) {
    return kind.desired(
            declaration, new References(work, members.getOrDefault(node, List.of()), groups, known))
        .then(desired -> Checked.of(find(node, kind, declaration, desired, read)));
  }

  private static <S extends Record, D, O, R, W> Found<S, D, O, R, W> find(
      Address node, ManagedKind<S, D, O, R, W> kind, Declaration<S> declaration, D wanted, R read) {
    Fitted<D> fitted =
        kind instanceof Versioned<S, D, O, R, W> versioned
            ? versioned.fitted(wanted, read)
            : Fitted.whole(wanted);
    D desired = fitted.desired();
    Address address = declaration.address();
    Observation<O> seen = kind.observe(address, desired, read);
    Optional<Address> former = Optional.empty();
    if (declaration.common().formerly().isPresent()) {
      Address old = new Address(address.kind(), declaration.common().formerly().get());
      Observation<O> before = kind.observe(old, desired, read);
      if (before instanceof Observation.Present<O> there && mayBe(seen, there)) {
        seen = before;
        former = Optional.of(old);
      }
    }
    boolean isAbsent = seen instanceof Observation.Absent;
    Problem absence =
        LookedUp.of(kind, declaration)
            .filter(looked -> isAbsent)
            .map(looked -> looked.missing(declaration, desired, read))
            .orElse(new Problem("", ""));
    return new Found<>(node, kind, declaration, desired, fitted, seen, former, absence);
  }

  /**
   * Whether what has the former name is what is declared: nothing has the new one, or the very same
   * object stands at the declared path, and is not ours only under the new name.
   */
  private static <O> boolean mayBe(Observation<O> now, Observation.Present<O> before) {
    return now instanceof Observation.Absent
        || now instanceof Observation.Foreign<O> foreign && foreign.path().equals(before.path());
  }

  /** What a value exports to those who refer to it. */
  Checked<Object> value(Node<?, R, W> node, Known known) {
    return valueOf(node, known);
  }

  private <S extends Record> Checked<Object> valueOf(Node<S, R, W> node, Known known) {
    if (node.kind() instanceof ValueKind<S, R, W> kind) {
      return node.resolve(known).then(d -> Checked.of(kind.exported(d)));
    }
    throw new IllegalArgumentException("`" + node.address() + "` is no value");
  }
}
