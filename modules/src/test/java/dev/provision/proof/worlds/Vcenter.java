package dev.provision.proof.worlds;

import dev.provision.acceptance.Metered;
import dev.provision.acceptance.YavijavaClient;
import dev.provision.simulator.LabFile;
import dev.provision.simulator.Labs;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.world.SimTime;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.capture.Capture;
import dev.provision.vsphere.capture.InProcess;
import dev.provision.vsphere.connection.FarEnd;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.wire.Vim25;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A simulated vCenter that books each changing call with the step that makes it. */
final class Vcenter implements InProcess {
  private final Simulator simulator;
  private final List<Sent> sent = new ArrayList<>();
  private final ThreadLocal<String> step = ThreadLocal.withInitial(() -> "");
  private Snapshot last;
  private String lastStep = "";
  private final List<Effect> effects = new ArrayList<>();

  /**
   * A changing call.
   *
   * @param step the address of the entry whose step made it; empty when none did
   * @param method as in {@link Metered}
   * @param on the id of the object that was called; the path for files and REST
   */
  record Sent(String step, String method, String on) {}

  /** What a step changed while nothing else ran. */
  record Effect(String step, Snapshot before, Snapshot after) {}

  Vcenter(Path lab) {
    this.simulator =
        Simulator.of(LabFile.read(lab, "lab.yml").get(), SimTime.wall(Clock.systemUTC()));
  }

  Simulator simulator() {
    return simulator;
  }

  YavijavaClient otherClient() {
    return new YavijavaClient(simulator);
  }

  /** Forgets what was booked. */
  synchronized void begin() {
    sent.clear();
    effects.clear();
    last = Snapshot.of(simulator);
    lastStep = "";
  }

  synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** What each step changed, in order; means something where steps ran one by one. */
  synchronized List<Effect> effects() {
    turn("");
    return List.copyOf(effects);
  }

  /** This thread works for another step from now on. */
  void worksFor(String address) {
    step.set(address);
    turn(address);
  }

  private synchronized void turn(String address) {
    Snapshot now = Snapshot.of(simulator);
    if (last != null) {
      effects.add(new Effect(lastStep, last, now));
    }
    last = now;
    lastStep = address;
  }

  private synchronized void book(String method, String on) {
    if (!Metered.isReading(method)) {
      sent.add(new Sent(step.get(), method, on));
    }
  }

  private Vim25 booked(Vim25 wire) {
    return call -> {
      book(call.method(), call.self().getVal());
      return wire.call(call);
    };
  }

  private Rest bookedRest(Rest wire) {
    return call -> {
      book(call.name(), call.name());
      return wire.send(call);
    };
  }

  private FileWires bookedFiles(FileWires wires) {
    return (to, method, contentType, thumbprint, body, length) -> {
      book(method + " /" + to.getPath().split("/")[1], to.getPath());
      wires.send(to, method, contentType, thumbprint, body, length);
    };
  }

  @Override
  public FarEnd open(Path lab, boolean readOnly, RunContext run) {
    var wire = simulator.connect();
    return new FarEnd(
        "simulator",
        booked(wire),
        wire::dropSession,
        bookedFiles(simulator.files()),
        bookedRest(simulator.rest()),
        () -> {},
        simulator.hosts());
  }

  @Override
  public Copy copy(Capture capture, String name, RunContext run) throws ModuleException {
    return new Labs(Duration.ofMillis(1)).copy(capture, name, run);
  }
}
