package dev.provision.simulator;

import dev.provision.vsphere.VimFault;

/** What a managed entity may be called. */
final class Names {
  private static final int MOST = 80;

  private Names() {}

  /** With {@code /}, {@code \} and {@code %} as vCenter keeps them, escaped. */
  static String checked(String name) throws VimFault {
    if (name == null || name.isBlank() || name.replaceAll("%..", "x").length() > MOST) {
      throw Refuse.name(String.valueOf(name));
    }
    return name.replace("/", "%2f").replace("\\", "%5c");
  }

  /** A name that is free in a folder. */
  static void free(World world, Tasks tasks, Managed folder, String name) throws VimFault {
    Managed other = world.child(folder, name).orElse(null);
    if (other != null || tasks.isReserved(folder, name)) {
      throw Refuse.duplicate(name, other == null ? null : other.ref());
    }
  }
}
