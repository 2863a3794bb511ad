package dev.provision.simulator;

import dev.provision.vsphere.VimFault;

/** Who may do what on which object. */
final class Authorization {
  private final World world;

  Authorization(World world) {
    this.world = world;
  }

  /**
   * @throws VimFault NoPermission with the privilege and the object
   */
  void demand(Invocation in, Managed object, String privilege) throws VimFault {
    if (in.session() != null && !may(in.session(), object, privilege)) {
      throw Refuse.permission(object.ref(), privilege);
    }
  }

  boolean may(Session session, Managed object, String privilege) {
    return session.user().may(privilege, world.path(object));
  }
}
