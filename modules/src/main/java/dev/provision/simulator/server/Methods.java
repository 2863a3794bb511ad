package dev.provision.simulator.server;

import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotAuthenticated;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which methods there are, on what type of object, and the privilege that each wants. */
public final class Methods {
  /** What one method does; called with the world's lock held. */
  @FunctionalInterface
  public interface Body {
    public Object call(Invocation in) throws VimFault, InterruptedException;
  }

  /** What may refuse a call, whatever the method would do. */
  @FunctionalInterface
  public interface Guard {
    /**
     * @param type whose method it is
     */
    Optional<VimFault> refusal(Managed object, String type, String method);
  }

  private record Method(String type, String privilege, Body body) {}

  /** What may be called before a login (vSphere API, "System.Anonymous"). */
  private static final Set<String> ANONYMOUS =
      Set.of(
          "RetrieveServiceContent", "Login", "CurrentTime", "Logout", "PbmRetrieveServiceContent");

  private final Map<String, Method> methods = new LinkedHashMap<>();
  private final List<Guard> guards = new ArrayList<>();
  private final Authorization authorization;

  public Methods(Authorization authorization) {
    this.authorization = authorization;
  }

  /**
   * @param privilege on the object that is called; empty where the method checks by itself
   */
  void on(String type, String name, String privilege, Body body) {
    if (methods.put(name, new Method(type, privilege, body)) != null) {
      throw new IllegalStateException("`" + name + "` is there twice");
    }
  }

  /** From now on it is asked before each call, after those that were there before. */
  void guard(Guard guard) {
    guards.add(guard);
  }

  public Set<String> names() {
    return methods.keySet();
  }

  public Object call(Invocation in) throws VimFault, InterruptedException {
    String name = in.call().method();
    Method method = methods.get(name);
    if (in.session() == null && !ANONYMOUS.contains(name)) {
      NotAuthenticated fault = new NotAuthenticated();
      fault.object = in.call().self();
      fault.privilegeId = "System.View";
      throw Refuse.with(fault, "The session is not authenticated.");
    }
    if (in.self() == null) {
      throw Refuse.notFound(in.call().self());
    }
    if (method == null || !in.self().is(method.type())) {
      MethodNotFound fault = new MethodNotFound();
      fault.receiver = in.self().ref();
      fault.method = name;
      throw Refuse.with(
          fault,
          method == null
              ? "the simulator has no method `" + name + "` (called on a " + in.self().type() + ")"
              : "a " + in.self().type() + " has no method `" + name + "`");
    }
    for (Guard each : guards) {
      Optional<VimFault> refusal = each.refusal(in.self(), method.type(), name);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
    }
    if (!method.privilege().isEmpty()) {
      authorization.demand(in, in.self(), method.privilege());
    }
    return method.body().call(in);
  }
}
