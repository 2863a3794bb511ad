package dev.provision.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Options that several commands share, each declared once. */
final class CommonOptions {
  private CommonOptions() {}

  static Options none() {
    return new Options().addOption(flag("help", "show this help")).addOption(noColor());
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

  /** For commands that plan. */
  static Options plan() {
    return world()
        .addOption(
            value("target", "ADDRESS", "only this resource and what it needs; may be repeated"))
        .addOption(value("replace", "ADDRESS", "delete and make again; may be repeated"))
        .addOption(flag("prune", "delete what the environment owns and no longer declares"));
  }

  /** For commands that change something. */
  static Options change(Options options) {
    return options
        .addOption(value("parallelism", "N", "steps at a time (16)"))
        .addOption(flag("fail-fast", "start nothing more after the first failure"))
        .addOption(flag("yes", "allow power-offs, replacements and deletions without asking"))
        .addOption(value("allow", "KINDS", "allow only these of: power-off,replace,delete"));
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
