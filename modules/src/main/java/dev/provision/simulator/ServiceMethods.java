package dev.provision.simulator;

import dev.provision.vsphere.wire.VimFault;

/** {@code ServiceInstance}. Login and logout are the connection's, which holds the session. */
final class ServiceMethods {
  private final World world;
  private final Sessions sessions;

  ServiceMethods(World world, Sessions sessions) {
    this.world = world;
    this.sessions = sessions;
  }

  void methods(Methods methods) {
    methods
        .on(
            "ServiceInstance",
            "RetrieveServiceContent",
            "",
            in -> Values.copy(in.self().get("content")))
        .on("ServiceInstance", "CurrentTime", "", in -> world.calendar())
        .on("SessionManager", "Login", "", this::login)
        .on("SessionManager", "Logout", "", this::logout);
  }

  private Object login(Invocation in) throws VimFault {
    if (in.session() != null) {
      throw Refuse.state("The session is logged in already.");
    }
    return sessions.login(
        in.text("userName"),
        in.maybe("password", String.class).orElse(""),
        in.get("locale", String.class));
  }

  private Object logout(Invocation in) {
    if (in.session() != null) {
      sessions.end(in.session());
    }
    return null;
  }
}
