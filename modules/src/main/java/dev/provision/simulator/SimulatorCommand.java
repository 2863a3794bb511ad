package dev.provision.simulator;

import dev.provision.diagnostic.Checked;
import dev.provision.source.FilePath;
import dev.provision.source.SourceFile;
import dev.provision.spi.ProviderCommand;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Parser;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code provision simulator}: the embedded vCenter of a lab file, or of a playbook that names one.
 */
public final class SimulatorCommand implements ProviderCommand {
  private static final String WORDS = "reset, show, drift or serve";

  private final ProviderCommand serve;

  /**
   * @param serve is given the lab file, options and all, where the word is {@code serve}
   */
  public SimulatorCommand(ProviderCommand serve) {
    this.serve = serve;
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public String arguments() {
    return "reset|show|drift|serve LAB|PLAYBOOK";
  }

  @Override
  public String summary() {
    return "Make a lab's vCenter new, show what it holds, change it by hand, or"
        + " serve it to other clients over SOAP and TLS.";
  }

  @Override
  public String example() {
    return "provision simulator show playbooks/labs/small.yml";
  }

  @Override
  public List<Flag> flags() {
    return serve.flags();
  }

  @Override
  public Said run(
      List<String> arguments, Map<String, List<String>> flags, Clock clock, Terminal terminal)
      throws InterruptedException {
    boolean serves = !arguments.isEmpty() && arguments.get(0).equals("serve");
    if (!serves && !flags.isEmpty()) {
      throw new IllegalArgumentException(
          "--" + flags.keySet().iterator().next() + " goes with `serve` only");
    }
    if (!serves || arguments.size() != 2) {
      return run(arguments, clock);
    }
    Path given = Path.of(arguments.get(1));
    Checked<SourceFile> source = SourceFile.read(given, given.toString());
    return source.value().isEmpty()
        ? Said.mistakes(source.diagnostics())
        : serve.run(List.of(lab(source.get(), given).toString()), flags, clock, terminal);
  }

  @Override
  public Said run(List<String> arguments, Clock clock) {
    if (arguments.size() != 2) {
      throw new IllegalArgumentException("expected " + WORDS + ", and a lab file or a playbook");
    }
    Path given = Path.of(arguments.get(1));
    Checked<SourceFile> source = SourceFile.read(given, given.toString());
    if (source.value().isEmpty()) {
      return Said.mistakes(source.diagnostics());
    }
    Path lab = lab(source.get(), given);
    try {
      return switch (arguments.get(0)) {
        case "reset" -> LabCommand.reset(lab);
        case "show" -> LabCommand.show(lab);
        case "drift" -> LabCommand.drift(lab, clock);
        default ->
            throw new IllegalArgumentException(
                "unknown word `" + arguments.get(0) + "`: expected " + WORDS);
      };
    } catch (IOException e) {
      return Said.refused(e.getMessage());
    }
  }

  /** The lab file that a playbook's first play names; the file itself where it is no playbook. */
  private static Path lab(SourceFile source, Path given) {
    Optional<Node> top = Parser.parse(source).value();
    if (top.isPresent() && top.get() instanceof Sequence plays && !plays.items().isEmpty()) {
      top = Optional.of(plays.items().get(0));
    }
    return top.filter(Mapping.class::isInstance)
        .flatMap(play -> ((Mapping) play).get("vcenter"))
        .filter(Mapping.class::isInstance)
        .flatMap(vcenter -> ((Mapping) vcenter).get("simulator"))
        .filter(Scalar.class::isInstance)
        .flatMap(name -> FilePath.beside(given.toString(), ((Scalar) name).text()))
        .orElse(given);
  }
}
