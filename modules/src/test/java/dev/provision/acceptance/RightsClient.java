package dev.provision.acceptance;

import java.util.List;
import java.util.Optional;

/** Roles and permissions as another client than ours keeps them. */
interface RightsClient {
  /** The privileges of a role, sorted, without those of every role; empty when there is none. */
  Optional<List<String>> role(String name);

  void makeRole(String name, String... privileges);

  void removeRole(String name);

  /** Sets the only permission of an account on an object, with propagation. */
  void permit(String path, String principal, String role);

  /** Who has what on an object itself: {@code LAB\bob ReadOnly}, {@code group LAB\ops Admin}. */
  List<String> permissions(String path);
}
