package dev.provision.cli;

import dev.provision.diagnostic.DidYouMean;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Options that several commands share, each declared once. */
final class CommonOptions {
  private CommonOptions() {}

  /** Parses a command's options; the messages about mistakes are ours. */
  static CommandLine parse(Command command, List<String> args) throws UsageException {
    Options options = command.options();
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .get()
          .parse(options, args.toArray(new String[0]));
    } catch (UnrecognizedOptionException e) {
      throw new UsageException(unknown(e.getOption(), options));
    } catch (MissingArgumentException e) {
      Option option = e.getOption();
      throw new UsageException(
          (option.getOpt() == null ? "--" + option.getLongOpt() : "-" + option.getOpt())
              + " wants a value: "
              + option.getArgName());
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static String unknown(String typed, Options options) {
    int equals = typed.indexOf('=');
    String name = equals < 0 ? typed : typed.substring(0, equals);
    List<String> known =
        options.getOptions().stream()
            .filter(option -> option.getLongOpt() != null)
            .map(option -> "--" + option.getLongOpt())
            .toList();
    if (known.contains(name)) {
      return "`" + name + "` takes no value";
    }
    return "unknown option `" + name + "`" + DidYouMean.suffix(name, known);
  }

  static Options none() {
    return new Options()
        .addOption(Option.builder("h").longOpt("help").desc("show this help").get())
        .addOption(noColor());
  }

  /** For commands that read a playbook. */
  static Options playbook() {
    return none()
        .addOption(
            Option.builder("e")
                .longOpt("extra-var")
                .hasArg()
                .argName("key=value|@file")
                .desc("set a variable; may be repeated")
                .get())
        .addOption(value("vars-file", "FILE", "read variables from a YAML file; may be repeated"));
  }

  /** For commands that also reach a vCenter. */
  static Options world() {
    return playbook()
        .addOption(value("play", "NAME", "only this play of the file"))
        .addOption(value("trace", "FILE", "write every call to the vCenter, without secrets"));
  }

  /** For commands that need no more than a connection. */
  static Option vcenter() {
    return value("vcenter", "FILE", "of this file only how to reach the vCenter, no playbook");
  }

  static Option environment() {
    return value("environment", "NAME", "with --vcenter: the environment that is meant");
  }

  /** For commands that plan. */
  static Options plan() {
    return selection(world(), "only this resource and what it needs; may be repeated")
        .addOption(value("replace", "ADDRESS", "delete and make again; may be repeated"))
        .addOption(
            flag("no-reboot", "leave changes that need a power-off, and say which; that is exit 0"))
        .addOption(flag("prune", "delete what the environment owns and no longer declares"));
  }

  /** For commands that may do with a part of a playbook. */
  static Options selection(Options options, String target) {
    return options
        .addOption(value("target", "ADDRESS", target))
        .addOption(value("exclude", "ADDRESS", "not this one, nor what needs it; may be repeated"))
        .addOption(value("tags", "WORDS", "only what has one of these tags, and what it needs"))
        .addOption(value("skip-tags", "WORDS", "nothing that has one of these tags"));
  }

  /** For commands that change something. */
  static Options change(Options options) {
    return Leasing.options(options)
        .addOption(
            value("grace", "TIME", "the time for an end in order after SIGTERM or Ctrl-C (20 s)"))
        .addOption(value("report", "FILE", "write the report as JSON, a line for each play"))
        .addOption(value("deadline", "TIME", "end in order after this time: 30 min"))
        .addOption(value("parallelism", "N", "steps at a time (16)"))
        .addOption(flag("fail-fast", "start nothing more after the first failure"))
        .addOption(
            flag(
                "yes",
                "allow what machines and volumes suffer (power-off, replace, delete, revert), without asking"))
        .addOption(
            value(
                "allow",
                "KINDS",
                "allow these words, with a number where the plan asks for one: "
                    + Consent.words()));
  }

  static Options format(Options options, String formats) {
    return options.addOption(value("format", "FORMAT", formats));
  }

  static Option flag(String name, String description) {
    return Option.builder().longOpt(name).desc(description).get();
  }

  static Option value(String name, String argument, String description) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(description).get();
  }

  private static Option noColor() {
    return flag("no-color", "no colours, whatever the terminal can do");
  }
}
