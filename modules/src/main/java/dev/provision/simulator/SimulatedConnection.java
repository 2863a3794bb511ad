package dev.provision.simulator;

import dev.provision.simulator.server.Counts;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.Methods;
import dev.provision.simulator.server.NewerFields;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Rules;
import dev.provision.simulator.server.Session;
import dev.provision.simulator.server.SessionManager;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.CallJudge;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;

/** One client's connection to a simulated vCenter. It holds the session's id, as a cookie does. */
public final class SimulatedConnection implements Vim25 {
  private final World world;
  private final Registry registry;
  private final Methods methods;
  private final SessionManager sessions;
  private final Rules rules;
  private final Counts counts;
  private final CallJudge judge = CallJudge.found();
  private volatile String session = "";

  SimulatedConnection(
      World world,
      Registry registry,
      Methods methods,
      SessionManager sessions,
      Rules rules,
      Counts counts) {
    this.world = world;
    this.registry = registry;
    this.methods = methods;
    this.sessions = sessions;
    this.rules = rules;
    this.counts = counts;
  }

  /** Forgets the session without ending it. */
  public void dropSession() {
    session = "";
  }

  /** Whether its session still exists; asking does not keep the session alive. */
  public boolean isLoggedIn() {
    world.lock().lock();
    try {
      return sessions.isLive(session);
    } finally {
      world.lock().unlock();
    }
  }

  @Override
  public Object call(Call call) throws VimFault, TransportFailure {
    counts.add(call.method());
    try {
      world.lock().lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted(false, e);
    }
    try {
      world.settle();
      judge.judge(call, () -> world.version().text());
      Session found = sessions.find(session).orElse(null);
      Managed self = registry.find(call.self()).orElse(null);
      Invocation in = new Invocation(world, call, self, found);
      NewerFields.refuse(world, call);
      rules.beforeCall(in);
      Object result = methods.call(in);
      if (result instanceof Session made) {
        session = made.key();
        result = sessions.shown(made);
      }
      rules.afterCall(in);
      return result;
    } catch (InterruptedException e) {
      throw interrupted(true, e);
    } finally {
      world.lock().unlock();
    }
  }

  private static TransportFailure interrupted(boolean sent, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TransportFailure(TransportFailure.Layer.HTTP, "the call was interrupted", sent, e);
  }
}
