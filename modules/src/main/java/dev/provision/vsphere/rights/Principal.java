package dev.provision.vsphere.rights;

import com.vmware.vim25.Permission;
import java.util.Locale;
import java.util.Objects;

/**
 * An account or group of a permission. {@code user@domain} and {@code DOMAIN\\user} are the same,
 * in upper or lower case; the server shows the second form (vSphere API, Permission.principal).
 * Whether a short name of a domain, {@code EXAMPLE}, stands for {@code example.com} only the server
 * knows.
 *
 * @param domain empty for a local one
 */
public record Principal(String domain, String name, boolean group) {
  public Principal {
    domain = domain.toLowerCase(Locale.ROOT);
    name = name.toLowerCase(Locale.ROOT);
  }

  public static Principal of(String text, boolean group) {
    Objects.requireNonNull(text);
    int back = text.indexOf('\\');
    if (back >= 0) {
      return new Principal(text.substring(0, back), text.substring(back + 1), group);
    }
    int at = text.lastIndexOf('@');
    return at < 0
        ? new Principal("", text, group)
        : new Principal(text.substring(at + 1), text.substring(0, at), group);
  }

  public static Principal of(Permission permission) {
    return of(permission.getPrincipal(), permission.isGroup());
  }

  /** What an entry of the journal calls its permission: {@code permission of group LAB\ops}. */
  public String entry() {
    return "permission of " + (group ? "group " : "") + this;
  }

  /** As the server shows it: {@code EXAMPLE\\app-team}. */
  @Override
  public String toString() {
    return domain.isEmpty() ? name : domain.toUpperCase(Locale.ROOT) + "\\" + name;
  }
}
