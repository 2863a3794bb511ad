package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides what is done about a difference. This is the only place that does: kinds state facts.
 *
 * @param replace resources that the user asked to replace
 * @param noReboot do not make changes that need a power-off
 * @param exact a step makes the changes that its plan shows and no others, although others may be
 *     just as harmless: somebody has agreed to that very plan
 */
public record Policy(Set<Address> replace, boolean noReboot, boolean exact) {
  /** Replaces nothing; machines may be switched off. */
  public static final Policy DEFAULT = new Policy(Set.of(), false);

  /** A policy that also makes changes which showed up after the plan and are no worse than it. */
  public Policy(Set<Address> replace, boolean noReboot) {
    this(replace, noReboot, false);
  }

  /** The same for a plan that somebody has agreed to. */
  public Policy exactly() {
    return new Policy(replace, noReboot, true);
  }

  public Policy {
    replace = Set.copyOf(replace);
  }

  /**
   * The differences, sorted by what is done about them.
   *
   * @param todo are applied
   * @param left stay as they are, and the plan says so; among them what only a new object can have
   * @param refused are not possible at all
   */
  public record Judged(List<Change> todo, List<Change> left, List<Change> refused) {}

  public Judged judge(List<Change> changes) {
    List<Change> todo = new ArrayList<>();
    List<Change> left = new ArrayList<>();
    List<Change> refused = new ArrayList<>();
    for (Change change : changes) {
      if (change.effect() == Effect.REFUSED) {
        refused.add(change);
      } else if (isForNewOne(change) || (noReboot && change.effect() == Effect.NEEDS_POWER_OFF)) {
        left.add(change);
      } else {
        todo.add(change);
      }
    }
    return new Judged(List.copyOf(todo), List.copyOf(left), List.copyOf(refused));
  }

  private static boolean isForNewOne(Change change) {
    return change.effect() == Effect.REPLACES || change.effect() == Effect.REPLACES_AS_DECLARED;
  }

  /** The same policy for objects that this run created, which have no users yet. */
  public Policy forNewOnes() {
    return new Policy(replace, false);
  }

  /**
   * Whether the playbook asks for a replacement because of these changes; a replacement is a
   * power-off too.
   */
  boolean askForNewOne(List<Change> changes) {
    return !noReboot && changes.stream().anyMatch(c -> c.effect() == Effect.REPLACES_AS_DECLARED);
  }

  /**
   * The plan's note about a change that is not made.
   *
   * @param owned whether the resource may be replaced at all
   */
  static String remark(Address address, Change change, boolean owned) {
    String what = "`" + change.field() + "`: " + change.before() + " -> " + change.after();
    String why = change.reason().isEmpty() ? "" : " (" + change.reason() + ")";
    if (!isForNewOne(change)) {
      return what + " is left, because it needs a power-off" + why + " and --no-reboot was given";
    }
    String then =
        owned ? "--replace " + address + " makes it" : "an adopted one is never deleted for it";
    return what + " only with a new one" + why + "; " + then;
  }
}
