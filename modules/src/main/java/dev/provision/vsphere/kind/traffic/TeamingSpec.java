package dev.provision.vsphere.kind.traffic;

import dev.provision.spi.Problem;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Key;
import dev.provision.spi.schema.OneOrMore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code teaming: {policy: failover_explicit, active: [vmnic2], standby: [vmnic3]}}. */
@Doc("Which uplinks carry the traffic; `inherit` leaves a port group to its switch.")
public record TeamingSpec(
    @Doc(
            "How a port finds its uplink: loadbalance_srcid, loadbalance_ip, loadbalance_srcmac,"
                + " failover_explicit, or on a distributed switch loadbalance_loadbased.")
        Optional<TeamingPolicy> policy,
    @Doc("Whether the physical switches are told when an uplink fails.") @Key("notify")
        Optional<Allowed> notifySwitches,
    @Doc("Whether an uplink is used again once it works again.") Optional<Allowed> failback,
    @Doc("Whether failures are also detected by probes, and not only by the state of the link.")
        Optional<Allowed> beacon,
    @Doc(
            "The uplinks to use, in this order. Those in neither list are not used; `inherit`"
                + " leaves both lists to the switch.")
        @OneOrMore
        Optional<List<String>> active,
    @Doc("The uplinks to use when active ones fail, in this order; needs `active`.")
        Optional<List<String>> standby) {
  public static final TeamingSpec NONE =
      new TeamingSpec(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final List<String> INHERIT = List.of("inherit");

  /** Whether the switch is to decide about the uplinks. */
  public boolean inheritsOrder() {
    return active.filter(INHERIT::equals).isPresent();
  }

  /** The uplinks that are named, active ones first. */
  public List<String> uplinks() {
    List<String> all = new ArrayList<>(inheritsOrder() ? List.of() : active.orElse(List.of()));
    all.addAll(standby.orElse(List.of()));
    return all;
  }

  /**
   * What is wrong with it.
   *
   * @param on what has it: {@code standard switch}
   * @param above whether that has a switch to inherit from
   * @param distributed whether it is distributed
   */
  public List<Problem> problems(String on, boolean above, boolean distributed) {
    List<Problem> problems = new ArrayList<>();
    if (!distributed && policy.filter(TeamingPolicy.LOAD_BASED::equals).isPresent()) {
      problems.add(new Problem("teaming.policy", "a " + on + " cannot balance by load"));
    }
    boolean inherits =
        inheritsOrder()
            || policy.filter(TeamingPolicy.INHERIT::equals).isPresent()
            || List.of(notifySwitches, failback, beacon).contains(Optional.of(Allowed.INHERIT));
    if (!above && inherits) {
      problems.add(new Problem("teaming", "a " + on + " has nothing to inherit from"));
    }
    if (standby.isPresent() && (active.isEmpty() || inheritsOrder())) {
      problems.add(new Problem("teaming.standby", "name the `active` uplinks beside `standby`"));
    }
    if (active.filter(List::isEmpty).isPresent() && standby.orElse(List.of()).isEmpty()) {
      problems.add(new Problem("teaming.active", "name at least one uplink"));
    }
    Set<String> once = new HashSet<>();
    for (String uplink : uplinks()) {
      if (uplink.equals("inherit")) {
        problems.add(new Problem("teaming.active", "`inherit` stands alone"));
      } else if (!once.add(uplink)) {
        problems.add(new Problem("teaming.active", "`" + uplink + "` is named twice"));
      }
    }
    return problems;
  }
}
