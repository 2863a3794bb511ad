package dev.provision.cli;

import dev.provision.cli.text.Columns;
import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The texts of {@code --help}. */
final class Help {
  private Help() {}

  static String all(List<Command> commands) {
    StringBuilder text = new StringBuilder();
    text.append("provision converges VMware vCenter to what a YAML playbook declares.\n\n");
    text.append("usage: provision COMMAND [OPTIONS]\n\n");
    for (Command command : commands) {
      text.append("  ")
          .append(Columns.pad(command.name() + " " + command.arguments(), 26))
          .append(' ')
          .append(command.summary())
          .append('\n');
    }
    text.append("\nprovision COMMAND --help says more, with an example.\n");
    text.append("\nexit codes: 0 converged or nothing to do, 1 something failed,");
    text.append(" 2 plan --exit-code found changes,\n");
    text.append("3 a disruption, a rule or a saved plan does not allow it, 64 usage, 65 playbook,");
    text.append(" 69 vCenter cannot be reached or refuses,\n");
    text.append("70 a bug of ours, 75 another run has the environment, 130 cancelled\n");
    return text.toString();
  }

  static String of(Command command) {
    Options options = command.options();
    StringBuilder text = new StringBuilder();
    text.append(command.summary()).append("\n\n");
    text.append(("usage: provision " + command.name() + " " + command.arguments()).stripTrailing());
    text.append(" [OPTIONS]\n\n");
    for (Option option : options.getOptions()) {
      String name =
          (option.getOpt() == null ? "" : "-" + option.getOpt() + ", ")
              + (option.getLongOpt() == null ? "" : "--" + option.getLongOpt())
              + (option.hasArg() ? " " + option.getArgName() : "");
      text.append("  ")
          .append(Columns.pad(name, 36))
          .append(' ')
          .append(option.getDescription())
          .append('\n');
    }
    return text.append("\nexample: ").append(command.example()).append('\n').toString();
  }
}
