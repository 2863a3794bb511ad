package dev.provision.plan.saved;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a plan file holds. It can only forbid: an apply plans anew, and does of that what the file
 * holds too. No secret is in it.
 *
 * @param made when the plan was made
 * @param playbook the path that the plan was called with
 * @param options what the command line said about which resources to plan, {@code --prune}; an
 *     apply has to say the same
 * @param rules the SHA-256 of the rules that it passed; empty when there were none
 * @param plans one for each play, in the order of the playbook
 */
public record PlanFile(
    Instant made,
    String playbook,
    List<String> options,
    Optional<String> rules,
    List<SavedPlan> plans) {
  /** The version of the form. Files of other versions are refused. */
  public static final int VERSION = 1;

  public PlanFile {
    Objects.requireNonNull(made);
    Objects.requireNonNull(playbook);
    options = List.copyOf(options);
    Objects.requireNonNull(rules);
    plans = List.copyOf(plans);
  }

  /** The plan of an environment. */
  public Optional<SavedPlan> of(String environment) {
    return plans.stream().filter(plan -> plan.environment().equals(environment)).findFirst();
  }
}
