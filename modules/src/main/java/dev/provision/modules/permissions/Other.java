package dev.provision.modules.permissions;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Permission;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.rights.Principal;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A permission of others on the object of one that is exclusive; {@link Key} finds it again among
 * the changes of the plan.
 *
 * @param role its name
 */
record Other(ManagedObjectReference on, Principal principal, String account, String role) {
  static final String FIELD = "exclusive";

  private record Key(Other other) implements Change.Key {}

  Other {
    Objects.requireNonNull(on);
    Objects.requireNonNull(principal);
    Objects.requireNonNull(account);
    Objects.requireNonNull(role);
  }

  static Other of(Permission permission, String role) {
    return new Other(
        permission.getEntity(), Principal.of(permission), permission.getPrincipal(), role);
  }

  Change removed() {
    return Change.inPlace(FIELD, toString(), "removed").with(Effect.REVOKES, "").of(new Key(this));
  }

  /** The one that a change removes; none for most. */
  static Stream<Other> of(Change change) {
    return change.keys().stream()
        .filter(Key.class::isInstance)
        .map(Key.class::cast)
        .map(Key::other);
  }

  /** {@code LAB\\bob (Admin)}. */
  @Override
  public String toString() {
    return (principal.group() ? "group " : "") + account + " (" + role + ")";
  }
}
