package dev.provision.contract;

import static dev.provision.lab.Declare.thing;

import dev.provision.lab.Declare;
import dev.provision.lab.LabSession;
import dev.provision.lab.Pen;
import dev.provision.lab.Picture;
import dev.provision.lab.Server;
import dev.provision.plan.Work;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Session;

/** The lab's kind keeps the contract, which shows that the contract can be kept. */
class ThingContractTest extends KindContract<Picture, Pen> {
  @Override
  protected Bench<Picture, Pen> newBench() {
    Server server = new Server();
    LabSession session = new LabSession(server);
    return new Bench<>() {
      @Override
      public Work<?, Picture, Pen> declared() {
        return Declare.work(server, thing("a").with("x", "1"));
      }

      @Override
      public Work<?, Picture, Pen> absent() {
        return Declare.work(server, thing("a").with("x", "1").absent());
      }

      @Override
      public Session<Picture, Pen> session() {
        return session;
      }

      @Override
      public int writes() {
        return server.writes().size();
      }

      @Override
      public void loseNextReply() {
        server.failAfter("create a", ModuleException.Kind.TRANSIENT, "connection reset");
      }
    };
  }
}
