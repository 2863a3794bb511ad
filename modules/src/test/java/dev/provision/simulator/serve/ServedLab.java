package dev.provision.simulator.serve;

import dev.provision.referee.Referee;
import dev.provision.simulator.LabFile;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.world.SimTime;
import dev.provision.spi.schema.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A simulated vCenter on a free loopback port, with a key of its own. */
public final class ServedLab implements AutoCloseable {
  public static final String USER = "administrator@vsphere.local";
  public static final String PASSWORD = "p@ss:word/1";

  private final Simulator simulator;
  private final ServerKey key;
  private final SimulatorServer server;

  /** What the server said of bugs of ours. */
  private final List<String> log = new ArrayList<>();

  private ServedLab(
      Path folder, Simulator simulator, Limits limits, UnaryOperator<Vcenter> between) {
    try {
      InetAddress loopback = InetAddress.getByName("127.0.0.1");
      SecureRandom random = new SecureRandom();
      LabFiles files = new LabFiles(folder.resolve(".provision/lab.state"));
      this.simulator = simulator;
      this.key = ServerKey.of(files, loopback, Clock.systemUTC().instant(), random);
      this.server =
          SimulatorServer.start(
              new InetSocketAddress(loopback, 0),
              key.context(),
              between.apply(Vcenter.of(simulator, () -> size(files.state()))),
              Accounts.one(USER, new Secret(PASSWORD)),
              limits,
              random,
              log::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param lab what a lab file says
   */
  public static ServedLab of(Path folder, String lab) {
    return of(folder, simulator(folder, lab), Limits.DEFAULT);
  }

  static ServedLab of(Path folder, Simulator simulator, Limits limits) {
    return new ServedLab(folder, simulator, limits, vcenter -> vcenter);
  }

  /** With somebody who listens between the server and the vCenter. */
  public static ServedLab of(Path folder, Simulator simulator, UnaryOperator<Vcenter> between) {
    return new ServedLab(folder, simulator, Limits.DEFAULT, between);
  }

  static Simulator simulator(Path folder, String lab) {
    try {
      Path file = Files.writeString(folder.resolve("lab.yml"), lab);
      return Simulator.of(LabFile.read(file, "lab.yml").get(), SimTime.wall(Clock.systemUTC()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Simulator simulator() {
    return simulator;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return server.address().getPort();
  }

  /** {@code https://127.0.0.1:<port>}. */
  String url() {
    return "https://" + host() + ":" + port();
  }

  /** The certificate as PEM, which is its own authority. */
  public Path caFile() {
    return key.file();
  }

  /** What govc prints. It must succeed. */
  public String govc(String... arguments) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GOVC_URL", url() + "/sdk");
    environment.put("GOVC_USERNAME", USER);
    environment.put("GOVC_PASSWORD", PASSWORD);
    environment.put("GOVC_PERSIST_SESSION", "false");
    environment.put("GOVC_TLS_CA_CERTS", caFile().toString());
    return Referee.govcOn(environment, arguments);
  }

  List<String> log() {
    return log;
  }

  @Override
  public void close() {
    server.close();
  }
}
