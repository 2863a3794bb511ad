package dev.provision.modules.roles;

import dev.provision.vsphere.journal.EntryMark;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.rights.Role;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an entry of the journal says of a role: {@code role app-operator} before it is made, {@code
 * role app-operator (id 1023)} when it is there. The id stays the same when somebody renames the
 * role, and a role that somebody made again has another one.
 */
record RoleEntry(String name, Optional<Integer> id) {
  private static final Pattern TEXT =
      Pattern.compile("role (.*?)(?: \\(id (-?[0-9]{1,9})\\))?", Pattern.DOTALL);

  static RoleEntry of(EntryMark mark) {
    Matcher text = TEXT.matcher(mark.what());
    return text.matches()
        ? new RoleEntry(text.group(1), Optional.ofNullable(text.group(2)).map(Integer::valueOf))
        : new RoleEntry(mark.what(), Optional.empty());
  }

  static RoleEntry of(Role role) {
    return new RoleEntry(role.name(), Optional.of(role.id()));
  }

  static RoleEntry coming(String name) {
    return new RoleEntry(name, Optional.empty());
  }

  /** The role that it is about; empty when that is gone. A system role is nobody's. */
  Optional<Role> find(Rights rights) {
    return id.map(rights::role).orElseGet(() -> rights.role(name)).filter(role -> !role.system());
  }

  @Override
  public String toString() {
    return "role " + name + id.map(number -> " (id " + number + ")").orElse("");
  }
}
