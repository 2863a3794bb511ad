package dev.provision.cli;

import dev.provision.cli.text.PlanText;
import dev.provision.diagnostic.Checked;
import dev.provision.plan.Planned;
import dev.provision.report.ExitCode;
import dev.provision.rules.Rules;
import dev.provision.rules.Verdict;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;

/**
 * The rules that a command has to keep: those of {@code --rules}, and those that the environment
 * variable {@link #VARIABLE} adds, which a CI system sets where a branch cannot.
 */
final class RulesGiven {
  static final String VARIABLE = "PROVISION_RULES";

  private final Invocation invocation;
  private final Rules rules;

  private RulesGiven(Invocation invocation, Rules rules) {
    this.invocation = invocation;
    this.rules = rules;
  }

  static Option option() {
    return CommonOptions.value(
        "rules",
        "FILE",
        "rules that the plan has to pass; may be repeated; " + VARIABLE + " adds more");
  }

  /** Without a value when there are no rules. */
  static Checked<Optional<RulesGiven>> of(Invocation invocation) throws UsageException {
    List<Path> files = new ArrayList<>();
    for (String file : invocation.options("rules")) {
      files.add(Loading.path(file));
    }
    String more = invocation.world().environment().getOrDefault(VARIABLE, "");
    for (String file : more.split(File.pathSeparator)) {
      if (!file.isBlank()) {
        files.add(Loading.path(file));
      }
    }
    if (files.isEmpty()) {
      return Checked.of(Optional.empty());
    }
    Set<String> kinds =
        invocation.world().provider().get().kinds().stream()
            .map(kind -> kind.info().kind())
            .collect(Collectors.toSet());
    return Rules.read(files, kinds)
        .then(rules -> Checked.of(Optional.of(new RulesGiven(invocation, rules))));
  }

  String hash() {
    return rules.hash();
  }

  /** The same for another command about another playbook. */
  RulesGiven about(Invocation other) {
    return new RulesGiven(other, rules);
  }

  <R, W> Verdict judge(Planned<R, W> planned, ReadSession<R> session)
      throws ModuleException, InterruptedException {
    return rules.judge(planned, session, invocation.world().environment());
  }

  /** Prints what they refuse; empty when they refuse nothing. */
  Optional<ExitCode> refused(Verdict verdict) {
    Loading loading = new Loading(invocation);
    loading.print(verdict.mistakes());
    loading.print(verdict.refused());
    if (!verdict.mistakes().isEmpty()) {
      return Optional.of(ExitCode.PLAYBOOK);
    }
    if (verdict.refused().isEmpty()) {
      return Optional.empty();
    }
    invocation
        .console()
        .error(
            "nothing was changed: the rules refuse this plan for "
                + PlanText.counted(verdict.refused().size(), "reason"));
    return Optional.of(ExitCode.NOT_ALLOWED);
  }
}
