package dev.provision.simulator;

import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.CallJudge;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;

/** One client's way to a simulated vCenter: it holds the session, as a cookie does. */
public final class SimulatedConnection implements Vim25 {
  private final Simulator simulator;
  private final CallJudge judge = CallJudge.found();
  private volatile String session = "";

  SimulatedConnection(Simulator simulator) {
    this.simulator = simulator;
  }

  /** Forgets the session, and does not end it. */
  public void dropSession() {
    session = "";
  }

  /** Whether its session is still there; does not count as something that is done in it. */
  public boolean isLoggedIn() {
    return simulator.locked(() -> simulator.sessions().isLive(session));
  }

  @Override
  public Object call(Call call) throws VimFault, TransportFailure {
    World world = simulator.world();
    simulator.counts().add(call.method());
    try {
      world.lock().lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted(false, e);
    }
    try {
      world.settle();
      judge.judge(call, simulator::apiVersion);
      Session found = simulator.session(session).orElse(null);
      Managed self =
          PolicyMethods.object(call.self())
              .or(() -> world.get(call.self()))
              .filter(each -> each.type().equals(call.self().type))
              .orElse(null);
      Invocation in = new Invocation(world, call, self, found);
      NewerFields.refuse(world, call);
      simulator.rules().beforeCall(in);
      Object result = simulator.methods().call(in);
      if (result instanceof Session made) {
        session = made.key();
        result = simulator.sessions().shown(made);
      }
      simulator.rules().afterCall(in);
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
