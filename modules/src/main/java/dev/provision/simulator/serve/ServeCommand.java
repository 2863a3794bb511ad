package dev.provision.simulator.serve;

import dev.provision.diagnostic.Checked;
import dev.provision.simulator.LabFile;
import dev.provision.simulator.OpenLab;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.world.SimTime;
import dev.provision.spi.ProviderCommand;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** {@code provision simulator serve LAB}: a lab's vCenter for other clients, until Ctrl-C. */
public final class ServeCommand implements ProviderCommand {
  private final SecureRandom random = new SecureRandom();

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public String arguments() {
    return "LAB";
  }

  @Override
  public String summary() {
    return "Serve a lab's vCenter over SOAP and TLS.";
  }

  @Override
  public String example() {
    return "provision simulator serve playbooks/labs/small.yml";
  }

  @Override
  public List<Flag> flags() {
    return ServeOptions.FLAGS;
  }

  @Override
  public Said run(List<String> arguments, Clock clock) {
    throw new IllegalArgumentException("it is served from a command line only");
  }

  @Override
  public Said run(
      List<String> arguments, Map<String, List<String>> flags, Clock clock, Terminal terminal)
      throws InterruptedException {
    ServeOptions options = ServeOptions.of(flags);
    Path lab = Path.of(arguments.get(0));
    Checked<LabSpec> spec = LabFile.read(lab, lab.toString());
    if (spec.value().isEmpty()) {
      return Said.mistakes(spec.diagnostics());
    }
    String user = user(options, spec.get());
    try {
      OpenLab open =
          OpenLab.open(lab.toAbsolutePath().normalize(), spec.get(), SimTime.wall(clock));
      open.write();
      open.join();
      try {
        serve(lab, spec.get(), open, user, options, clock, terminal);
      } finally {
        open.leave();
      }
    } catch (BindException e) {
      return Said.refused(
          "nobody can listen at "
              + options.listen().getAddress().getHostAddress()
              + ":"
              + options.listen().getPort()
              + ": "
              + e.getMessage()
              + "; --listen takes another address or port");
    } catch (IOException e) {
      return Said.refused(e.getMessage());
    }
    return Said.lines(List.of("the lab `" + lab + "` is kept as it is now"));
  }

  private void serve(
      Path lab,
      LabSpec spec,
      OpenLab open,
      String user,
      ServeOptions options,
      Clock clock,
      Terminal terminal)
      throws IOException, InterruptedException {
    LabFiles files = new LabFiles(open.stateFile());
    ServerKey key = ServerKey.of(files, options.listen().getAddress(), clock.instant(), random);
    Passwords password = Passwords.of(options.passwordFile(), files, random);
    Vcenter vcenter = Vcenter.of(open.simulator(), () -> size(open.stateFile()));
    Accounts accounts = Accounts.of(spec, user, password.password());
    End end = terminal.end();
    try (SimulatorServer server =
        SimulatorServer.start(
            options.listen(),
            key.context(),
            vcenter,
            accounts,
            options.limits(),
            random,
            terminal::line)) {
      new Invitation(lab, server.address(), user, password, key).lines().forEach(terminal::line);
      end.await();
    }
  }

  /** The user in the printed instructions. */
  private static String user(ServeOptions options, LabSpec lab) {
    if (lab.users().isEmpty()) {
      return options.user().orElse(Accounts.DEFAULT);
    }
    String first = lab.users().keySet().iterator().next();
    String user = options.user().orElse(first);
    if (lab.users().keySet().stream().noneMatch(user::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "--user "
              + user
              + ": the lab says who may log in: "
              + String.join(", ", lab.users().keySet()));
    }
    return user;
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
