package dev.provision.simulator.world;

import dev.provision.vsphere.wire.VimFault;

/** What a managed entity may be called. */
public final class Names {
  private static final int MOST = 80;

  private Names() {}

  /** As {@link #kept}, where it is one that an entity may have. */
  public static String checked(String name) throws VimFault {
    if (name == null || name.isBlank() || name.replaceAll("%..", "x").length() > MOST) {
      throw Refuse.name(String.valueOf(name));
    }
    return kept(name);
  }

  /**
   * With {@code /}, {@code \} and {@code %} as vCenter keeps them, escaped; a percent sign that
   * begins an escape stays (vSphere API, {@code ManagedEntity.name}). In small letters, as names
   * from vCenters have them; what one makes of capitals was not seen.
   */
  public static String kept(String name) {
    return name.replaceAll("%(?![0-9a-fA-F]{2})", "%25")
        .replace("/", "%2f")
        .replace("\\", "%5c")
        .replace("%2F", "%2f")
        .replace("%5C", "%5c");
  }
}
