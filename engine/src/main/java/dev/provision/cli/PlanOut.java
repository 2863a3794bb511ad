package dev.provision.cli;

import dev.provision.diagnostic.FileTrouble;
import dev.provision.plan.Planned;
import dev.provision.plan.saved.PlanFile;
import dev.provision.plan.saved.PlanFiles;
import dev.provision.plan.saved.SavedPlan;
import dev.provision.plan.saved.Saving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code plan --out FILE}: keeps the plan of every play in one file. */
final class PlanOut {
  /** Options that decide what is planned, so that an apply has to repeat them. */
  private static final List<String> DECIDING =
      List.of("play", "target", "exclude", "tags", "skip-tags", "replace", "no-reboot", "prune");

  private final Invocation invocation;
  private final Path file;
  private final Optional<String> rules;
  private final List<SavedPlan> plans = new ArrayList<>();

  private PlanOut(Invocation invocation, Path file, Optional<String> rules) {
    this.invocation = invocation;
    this.file = file;
    this.rules = rules;
  }

  static Option option() {
    return CommonOptions.value(
        "out", "FILE", "keep the plan in this file, which `provision apply FILE` carries out");
  }

  /**
   * @param rules the hash of the rules that the plan has to pass; empty for none
   */
  static Optional<PlanOut> of(Invocation invocation, Optional<String> rules) throws UsageException {
    Optional<String> name = invocation.option("out");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Path file = Loading.path(name.get());
    Path folder = file.toAbsolutePath().getParent();
    String why =
        Files.isDirectory(file)
            ? "it is a directory"
            : Files.exists(file) && !Files.isRegularFile(file)
                ? "it is not a file"
                : folder == null || !Files.isDirectory(folder)
                    ? "there is no directory for it"
                    : "";
    if (!why.isEmpty()) {
      throw new UsageException("--out " + name.get() + ": " + why);
    }
    return Optional.of(new PlanOut(invocation, file, rules));
  }

  /** What the command line says of which resources to plan. */
  static List<String> deciding(Invocation invocation) {
    List<String> all = new ArrayList<>();
    for (String option : DECIDING) {
      if (invocation.options(option).isEmpty()) {
        if (invocation.has(option)) {
          all.add("--" + option);
        }
      } else {
        invocation.options(option).stream()
            .sorted()
            .forEach(value -> all.add("--" + option + " " + value));
      }
    }
    return all;
  }

  void add(Planned<?, ?> planned) {
    plans.add(Saving.of(planned, invocation.console().redaction()::mask));
  }

  /** Writes the file; if that fails, the user has been told why. */
  boolean isWritten(boolean json) {
    PlanFile whole =
        new PlanFile(
            invocation.world().clock().instant(),
            invocation.playbook().orElseThrow(),
            deciding(invocation),
            rules,
            plans);
    try {
      PlanFiles.write(file, whole);
    } catch (IOException e) {
      invocation.console().error("--out " + file + ": " + FileTrouble.words(e));
      return false;
    }
    if (!json) {
      invocation
          .console()
          .line(
              "\nThe plan is kept in " + file + "; `provision apply " + file + "` carries it out.");
    }
    return true;
  }
}
