package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What may be done about a difference, in one place: kinds state facts, this decides.
 *
 * @param replace what the user asked to be made again
 * @param noReboot leave what needs a power-off
 */
public record Policy(Set<Address> replace, boolean noReboot) {
  /** Nothing is replaced, machines may be switched off. */
  public static final Policy DEFAULT = new Policy(Set.of(), false);

  public Policy {
    replace = Set.copyOf(replace);
  }

  /**
   * Differences by what is done about them.
   *
   * @param todo they are made
   * @param left they stay, and the plan says so: what only a new one has is among them
   * @param refused they cannot be made at all
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

  /** The same for what this run made itself: nobody uses it yet. */
  public Policy forNewOnes() {
    return new Policy(replace, false);
  }

  /** Whether the playbook asks for a new one because of these; that is a power-off too. */
  boolean askForNewOne(List<Change> changes) {
    return !noReboot && changes.stream().anyMatch(c -> c.effect() == Effect.REPLACES_AS_DECLARED);
  }

  /**
   * The plan's remark about a change that is left.
   *
   * @param owned whether it may be replaced at all
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
