package dev.provision.simulator.serve;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.proof.fuzz.FuzzTarget;
import dev.provision.simulator.Bench;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.world.SimTime;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.soap.Reply;
import dev.provision.vsphere.soap.ResponseReader;
import dev.provision.vsphere.soap.WireTypes;
import dev.provision.vsphere.wire.TransportFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A client's request to the served simulator, of a session that is logged in. Every answer is one
 * that our own client reads, and nothing is a bug of the simulator.
 */
public final class RequestTarget implements FuzzTarget {
  /** After so many requests it is a new vCenter: what they did must not add up. */
  private static final int LIFE = 200;

  private static final String PASSWORD = "p@ss";
  private static final Limits LIMITS =
      new Limits(1 << 20, 1 << 20, 1 << 16, 10, 10, 0, 0, 64L << 20);

  private final WireTypes types;
  private final ResponseReader reader;
  private final List<String> log = new ArrayList<>();
  private SoapEnd server;
  private Optional<String> cookie = Optional.empty();
  private int age = LIFE;

  public RequestTarget() {
    List<Class<?>> all = new ArrayList<>(NewerTypes.ALL);
    all.addAll(PbmStub.TYPES);
    types = new WireTypes(all);
    reader = new ResponseReader(types);
  }

  @Override
  public void take(byte[] input) throws Exception {
    if (++age > LIFE) {
      start();
    }
    Answer answer;
    try {
      answer = server.answer(input, cookie, Optional.empty());
    } catch (TransportFailure e) {
      throw new AssertionError("no rule cuts a connection", e);
    }
    holds(log.isEmpty(), String.join("\n", log));
    if (answer.contentType().startsWith("text/xml")) {
      Reply reply = reader.read(answer.body(), null);
      holds(
          answer.status() == 200 || reply instanceof Reply.Fault fault && !fault.text().isBlank(),
          "a refusal without words");
    } else {
      holds(answer.status() == 503 || answer.status() == 500, "an answer of no form");
    }
  }

  private void start() throws IOException {
    age = 0;
    Random random = new Random(1);
    Simulator simulator = Simulator.of(Bench.lab(Bench.LAB), SimTime.jumping(1_700_000_000_000L));
    server =
        new SoapEnd(
            Vcenter.of(simulator, () -> 0),
            LIMITS,
            Accounts.one("root", new Secret(PASSWORD)),
            new Clients(LIMITS.sessions(), random),
            types,
            log::add);
    try {
      cookie = server.answer(login(), Optional.empty(), Optional.empty()).cookie();
    } catch (TransportFailure e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] login() {
    return ("<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<soapenv:Body><Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">"
            + "SessionManager</_this><userName>root</userName><password>"
            + PASSWORD
            + "</password></Login></soapenv:Body></soapenv:Envelope>")
        .getBytes(StandardCharsets.UTF_8);
  }
}
