package dev.provision.vsphere.kind.traffic;

import java.util.Locale;

/**
 * Yes or no in a policy of a switch or a port group. Where a port group sets none, its switch
 * decides (vSphere API, HostNetworkPolicy).
 */
public enum Allowed {
  TRUE,
  FALSE,
  INHERIT;

  public static Allowed of(Boolean value) {
    if (value == null) {
      return INHERIT;
    }
    return value ? TRUE : FALSE;
  }

  /** For a field of the API; null to inherit. */
  public Boolean value() {
    return this == INHERIT ? null : this == TRUE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
