package dev.provision.modules.networks;

import com.vmware.vim25.HostNetworkSecurityPolicy;
import java.util.Locale;

/**
 * A value of a port group's security policy. Where the port group sets none, its switch decides
 * (vSphere API, HostNetworkPolicy).
 */
public enum Allowed {
  TRUE,
  FALSE,
  INHERIT;

  static Allowed of(Boolean value) {
    if (value == null) {
      return INHERIT;
    }
    return value ? TRUE : FALSE;
  }

  /** For a field of {@link HostNetworkSecurityPolicy}; null to inherit. */
  Boolean value() {
    return this == INHERIT ? null : this == TRUE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
