package dev.provision.vsphere.rights;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The account of the connection, which must not lose rights: a run that loses its own cannot end.
 *
 * @param name as the server calls it
 * @param groups in which it is directly; groups in groups are not asked
 */
public record OwnAccount(String name, Set<Principal> groups) {
  public OwnAccount {
    groups = Set.copyOf(groups);
  }

  /** Empty where it was not read, or the server does not say. */
  public static Optional<OwnAccount> of(Inventory read) {
    return Rights.of(read).flatMap(Rights::account);
  }

  public Principal principal() {
    return Principal.of(name, false);
  }

  /** Whether a permission of this account or group is one of its own. */
  public boolean isOrHas(Principal principal) {
    return principal.equals(principal()) || groups.contains(principal);
  }

  /** What it has on an object, or below it, and then no more. */
  public SortedSet<String> loses(Grants now, Grants then, ManagedObjectReference on) {
    return now.lost(then, principal(), groups, on);
  }

  /** {@code `LAB\ci`, the account of this connection, is in LAB\ops and}. */
  public String isIn(Principal principal) {
    return "`"
        + name
        + "`, the account of this connection, "
        + (principal.group() ? "is in " + principal + " and " : "");
  }
}
