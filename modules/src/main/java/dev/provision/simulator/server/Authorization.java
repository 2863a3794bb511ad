package dev.provision.simulator.server;

import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;

/** Who may do what on which object. */
public final class Authorization {
  private final World world;

  public Authorization(World world) {
    this.world = world;
  }

  /**
   * @throws VimFault NoPermission with the privilege and the object
   */
  public void demand(Invocation in, Managed object, String privilege) throws VimFault {
    if (in.session() != null && !may(in.session(), object, privilege)) {
      throw Refuse.permission(object.ref(), privilege);
    }
  }

  boolean may(Session session, Managed object, String privilege) {
    return session.user().may(privilege, world.path(object));
  }
}
