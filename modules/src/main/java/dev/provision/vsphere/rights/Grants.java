package dev.provision.vsphere.rights;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All permissions of a server, as they are or as they would be. The nearest object, upwards from
 * the one that is asked about, on which the account or one of its groups has a permission decides;
 * there the account's own comes before those of its groups, which add up (vSphere Security,
 * "Hierarchical Inheritance of Permissions" and "Multiple Permission Settings"). Immutable.
 */
public final class Grants {
  private final List<Grant> all;
  private final Inventory read;

  private Grants(List<Grant> all, Inventory read) {
    this.all = List.copyOf(all);
    this.read = read;
  }

  /** Those that were read; a role that was not read gives nothing. */
  public static Grants of(Rights rights, Inventory read) {
    return new Grants(
        rights.permissions(each -> each.getEntity() != null).stream()
            .map(
                each ->
                    Grant.of(
                        each.getEntity(),
                        Principal.of(each),
                        each.isPropagate(),
                        OptionalInt.of(each.getRoleId()),
                        rights
                            .role(each.getRoleId())
                            .map(Role::privileges)
                            .orElseGet(() -> Role.set(List.of()))))
            .toList(),
        read);
  }

  /** With this one, in place of one for the same account on the same object. */
  public Grants with(Grant grant) {
    List<Grant> now = new ArrayList<>(without(grant.on(), grant.principal()).all);
    now.add(grant);
    return new Grants(now, read);
  }

  public Grants without(ManagedObjectReference on, Principal principal) {
    return new Grants(all.stream().filter(each -> !each.isOf(on, principal)).toList(), read);
  }

  /** With a role that has other privileges. */
  public Grants withRole(int id, SortedSet<String> privileges) {
    UnaryOperator<Grant> changed =
        each ->
            each.role().isPresent() && each.role().getAsInt() == id
                ? Grant.of(each.on(), each.principal(), each.propagate(), each.role(), privileges)
                : each;
    return new Grants(all.stream().map(changed).toList(), read);
  }

  public Stream<Grant> stream() {
    return all.stream();
  }

  /** Whether anybody has the role Admin on an object. */
  public boolean hasAdmin(ManagedObjectReference on) {
    return all.stream().anyMatch(each -> each.on().equals(on) && each.isAdmin());
  }

  /**
   * The privileges that an account has.
   *
   * @param groups of which it is
   * @param below in something new in the object, not on the object itself
   */
  public SortedSet<String> held(
      Principal account, Set<Principal> groups, ManagedObjectReference on, boolean below) {
    Optional<ManagedObjectReference> at = Optional.of(on);
    boolean inherited = below;
    while (at.isPresent()) {
      ManagedObjectReference here = at.get();
      boolean fromAbove = inherited;
      List<Grant> meant =
          all.stream()
              .filter(each -> each.on().equals(here) && (each.propagate() || !fromAbove))
              .filter(each -> each.principal().equals(account) || groups.contains(each.principal()))
              .toList();
      if (!meant.isEmpty()) {
        return union(meant, account);
      }
      at = above(here);
      inherited = true;
    }
    return Role.set(List.of());
  }

  private Optional<ManagedObjectReference> above(ManagedObjectReference ref) {
    return ref.equals(read.root())
        ? Optional.empty()
        : read.get(ref).flatMap(Item::parent).or(() -> Optional.of(read.root()));
  }

  private static SortedSet<String> union(List<Grant> meant, Principal account) {
    List<Grant> own = meant.stream().filter(each -> each.principal().equals(account)).toList();
    SortedSet<String> privileges = Role.set(List.of());
    (own.isEmpty() ? meant : own).forEach(each -> privileges.addAll(each.privileges()));
    return privileges;
  }

  /** What an account has now on an object, or below it, and then no more. */
  public SortedSet<String> lost(
      Grants then, Principal account, Set<Principal> groups, ManagedObjectReference on) {
    SortedSet<String> lost = Role.set(List.of());
    for (boolean below : new boolean[] {false, true}) {
      SortedSet<String> had = Role.set(held(account, groups, on, below));
      had.removeAll(then.held(account, groups, on, below));
      lost.addAll(had);
    }
    return lost;
  }

  /** {@code Folder.Create, Folder.Delete and 4 more}. */
  public static String named(SortedSet<String> privileges) {
    List<String> first = privileges.stream().limit(2).toList();
    int more = privileges.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }
}
