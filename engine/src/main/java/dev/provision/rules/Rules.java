package dev.provision.rules;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.plan.Planned;
import dev.provision.plan.Step;
import dev.provision.source.Sha256;
import dev.provision.source.SourceFile;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.syntax.Scalar;
import dev.provision.template.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All rules that a plan has to pass. */
public final class Rules {
  /** Reading what a whole project has costs calls, so nobody does it for nothing. */
  private static final Pattern TOTALS = Pattern.compile("\\btotals\\b");

  private final List<Rule> rules;
  private final String hash;

  private Rules(List<Rule> rules, String hash) {
    this.rules = rules;
    this.hash = hash;
  }

  /**
   * Reads files of rules; all of them count.
   *
   * @param kinds the words of all kinds, {@code instance}
   */
  public static Checked<Rules> read(List<Path> files, Set<String> kinds) {
    List<Rule> rules = new ArrayList<>();
    List<Diagnostic> wrong = new ArrayList<>();
    Set<String> hashes = new TreeSet<>();
    for (Path file : files) {
      Checked<SourceFile> source = SourceFile.read(file, file.toString());
      source.value().ifPresent(text -> hashes.add(Sha256.hex(text.text())));
      Checked<List<Rule>> read = source.then(text -> new RulesReader(kinds).read(text));
      wrong.addAll(read.diagnostics());
      read.value().ifPresent(rules::addAll);
    }
    return Checked.of(
        new Rules(rules, hashes.size() == 1 ? hashes.iterator().next() : joined(hashes)), wrong);
  }

  private static String joined(Set<String> hashes) {
    return Sha256.hex(String.join("\n", hashes));
  }

  /** The SHA-256 of their file; of several files, that of their hashes. */
  public String hash() {
    return hash;
  }

  /**
   * What they refuse of a plan, each with the rule and the line of the playbook; and mistakes in
   * the rules.
   *
   * @param environment the environment variables, for {@code env.NAME}
   */
  public <R, W> Verdict judge(
      Planned<R, W> planned, ReadSession<R> session, Map<String, String> environment)
      throws ModuleException, InterruptedException {
    PlanModel<R, W> model = new PlanModel<>(planned);
    Variables variables = Variables.of(environment).withAll(model.whole());
    if (rules.stream().anyMatch(Rules::readsTotals)) {
      variables = variables.with("totals", model.totals(session));
    }
    Judgement judgement = new Judgement();
    for (Rule rule : rules) {
      if (rule.each().isEmpty()) {
        judgement.judge(rule, variables, Optional.empty());
        continue;
      }
      for (Step step : planned.plan().steps()) {
        if (rule.isAbout(step.address().kind())) {
          Variables about = variables.with("each", model.resource(step));
          judgement.judge(rule, about, Optional.of(step));
        }
      }
    }
    return judgement.verdict();
  }

  private static boolean readsTotals(Rule rule) {
    boolean says = rule.message() instanceof Scalar text && TOTALS.matcher(text.text()).find();
    return says || TOTALS.matcher(rule.condition().text()).find();
  }
}
