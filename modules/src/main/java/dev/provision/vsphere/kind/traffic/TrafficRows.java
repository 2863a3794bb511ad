package dev.provision.vsphere.kind.traffic;

import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostNetworkSecurityPolicy;
import com.vmware.vim25.HostNetworkTrafficShapingPolicy;
import com.vmware.vim25.HostNicFailureCriteria;
import com.vmware.vim25.HostNicOrderPolicy;
import com.vmware.vim25.HostNicTeamingPolicy;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The rows of one {@code HostNetworkPolicy}: of a standard switch, or of a port group on one, which
 * inherits where its policy has no value.
 *
 * @param property that is read
 * @param inherits whether it has a switch to inherit from
 * @param seen the policy that was found; null for none
 * @param part the policy in the API's spec object; never null, and never one that was read
 */
public record TrafficRows<W, E, T>(
    String property,
    boolean inherits,
    Function<W, Optional<SecuritySpec>> secured,
    Function<W, Optional<TeamingSpec>> teamed,
    Function<W, Optional<ShapingSpec>> shaped,
    Function<E, HostNetworkPolicy> seen,
    Function<T, HostNetworkPolicy> part) {
  private static final String INHERIT = "inherit";

  /** What VMs may do. */
  public List<Row<W, E, T>> security() {
    return List.of(
        secure(
            "promiscuous",
            SecuritySpec::promiscuous,
            p -> p.allowPromiscuous,
            (p, v) -> p.allowPromiscuous = v),
        secure(
            "mac_changes", SecuritySpec::macChanges, p -> p.macChanges, (p, v) -> p.macChanges = v),
        secure(
            "forged_transmits",
            SecuritySpec::forgedTransmits,
            p -> p.forgedTransmits,
            (p, v) -> p.forgedTransmits = v));
  }

  /** Which way the traffic goes, and how much of it: what may cut a host off. */
  public List<Row<W, E, T>> carrying() {
    return List.of(
        policy(),
        team(
            "notify",
            TeamingSpec::notifySwitches,
            t -> t.notifySwitches,
            (t, v) -> t.notifySwitches = v),
        team(
            "failback",
            TeamingSpec::failback,
            t -> t.rollingOrder == null ? null : !t.rollingOrder,
            (t, v) -> t.rollingOrder = v == null ? null : !v),
        team(
            "beacon",
            TeamingSpec::beacon,
            t -> t.failureCriteria == null ? null : t.failureCriteria.checkBeacon,
            TrafficRows::beacon),
        order("active", TeamingSpec::active, o -> o.activeNic, TrafficRows::active),
        order("standby", TeamingSpec::standby, o -> o.standbyNic, TrafficRows::standby),
        enabled(),
        rate(
            "average",
            ShapingSpec.KBIT,
            ShapingSpec::average,
            s -> s.averageBandwidth,
            (s, v) -> s.averageBandwidth = v),
        rate(
            "peak",
            ShapingSpec.KBIT,
            ShapingSpec::peak,
            s -> s.peakBandwidth,
            (s, v) -> s.peakBandwidth = v),
        rate(
            "burst",
            ShapingSpec.KIB,
            ShapingSpec::burst,
            s -> s.burstSize,
            (s, v) -> s.burstSize = v));
  }

  private <V> FieldRow<W, E, T, V> row(
      String field,
      Function<W, Optional<V>> wanted,
      Function<HostNetworkPolicy, V> value,
      Function<V, Boolean> unset,
      BiConsumer<HostNetworkPolicy, V> put) {
    return FieldRow.of(
        field,
        property,
        wanted,
        thing -> {
          HostNetworkPolicy found = seen.apply(thing);
          V has = value.apply(found == null ? new HostNetworkPolicy() : found);
          return !inherits && unset.apply(has) ? new Seen.NotSet<V>() : Seen.of(has);
        },
        (spec, wants, old) -> put.accept(part.apply(spec), wants));
  }

  private Row<W, E, T> allowed(
      String field,
      Function<W, Optional<Allowed>> wanted,
      Function<HostNetworkPolicy, Boolean> value,
      BiConsumer<HostNetworkPolicy, Boolean> put) {
    return row(
        field,
        wanted,
        policy -> Allowed.of(value.apply(policy)),
        Allowed.INHERIT::equals,
        (policy, wants) -> put.accept(policy, wants.value()));
  }

  private Row<W, E, T> secure(
      String field,
      Function<SecuritySpec, Optional<Allowed>> wanted,
      Function<HostNetworkSecurityPolicy, Boolean> value,
      BiConsumer<HostNetworkSecurityPolicy, Boolean> put) {
    return allowed(
        "security." + field,
        all -> secured.apply(all).flatMap(wanted),
        policy -> policy.security == null ? null : value.apply(policy.security),
        (policy, wants) -> {
          if (policy.security == null) {
            policy.security = new HostNetworkSecurityPolicy();
          }
          put.accept(policy.security, wants);
        });
  }

  private static HostNicTeamingPolicy teaming(HostNetworkPolicy policy) {
    if (policy.nicTeaming == null) {
      policy.nicTeaming = new HostNicTeamingPolicy();
    }
    return policy.nicTeaming;
  }

  private Row<W, E, T> policy() {
    return this.<String>row(
        "teaming.policy",
        all -> teamed.apply(all).flatMap(TeamingSpec::policy).map(TeamingPolicy::word),
        policy ->
            policy.nicTeaming == null || policy.nicTeaming.policy == null
                ? INHERIT
                : policy.nicTeaming.policy,
        INHERIT::equals,
        (policy, wants) -> teaming(policy).policy = wants.equals(INHERIT) ? null : wants);
  }

  private Row<W, E, T> team(
      String field,
      Function<TeamingSpec, Optional<Allowed>> wanted,
      Function<HostNicTeamingPolicy, Boolean> value,
      BiConsumer<HostNicTeamingPolicy, Boolean> put) {
    return allowed(
        "teaming." + field,
        all -> teamed.apply(all).flatMap(wanted),
        policy -> policy.nicTeaming == null ? null : value.apply(policy.nicTeaming),
        (policy, wants) -> put.accept(teaming(policy), wants));
  }

  private static void beacon(HostNicTeamingPolicy teaming, Boolean wants) {
    if (teaming.failureCriteria == null) {
      teaming.failureCriteria = new HostNicFailureCriteria();
    }
    teaming.failureCriteria.checkBeacon = wants;
  }

  private Row<W, E, T> order(
      String field,
      Function<TeamingSpec, Optional<List<String>>> wanted,
      Function<HostNicOrderPolicy, String[]> value,
      BiConsumer<HostNicTeamingPolicy, List<String>> put) {
    return this.<List<String>>row(
            "teaming." + field,
            all -> teamed.apply(all).flatMap(wanted),
            policy ->
                policy.nicTeaming == null || policy.nicTeaming.nicOrder == null
                    ? List.of(INHERIT)
                    : names(value.apply(policy.nicTeaming.nicOrder)),
            List.of(INHERIT)::equals,
            (policy, wants) -> put.accept(teaming(policy), wants))
        .saying(all -> all.isEmpty() ? "none" : String.join(", ", all));
  }

  private static List<String> names(String[] nics) {
    return nics == null ? List.of() : List.of(nics);
  }

  /** Without an order, the other list is empty: no uplink may be in both. */
  private static HostNicOrderPolicy order(HostNicTeamingPolicy teaming) {
    if (teaming.nicOrder == null) {
      teaming.nicOrder = new HostNicOrderPolicy();
    }
    return teaming.nicOrder;
  }

  private static void active(HostNicTeamingPolicy teaming, List<String> wants) {
    if (wants.equals(List.of(INHERIT))) {
      teaming.nicOrder = null;
      return;
    }
    HostNicOrderPolicy order = order(teaming);
    order.activeNic = wants.toArray(String[]::new);
    order.standbyNic =
        names(order.standbyNic).stream().filter(nic -> !wants.contains(nic)).toArray(String[]::new);
  }

  private static void standby(HostNicTeamingPolicy teaming, List<String> wants) {
    HostNicOrderPolicy order = order(teaming);
    order.standbyNic = wants.toArray(String[]::new);
    order.activeNic =
        names(order.activeNic).stream().filter(nic -> !wants.contains(nic)).toArray(String[]::new);
  }

  private static HostNetworkTrafficShapingPolicy shaping(HostNetworkPolicy policy) {
    if (policy.shapingPolicy == null) {
      policy.shapingPolicy = new HostNetworkTrafficShapingPolicy();
    }
    return policy.shapingPolicy;
  }

  private Row<W, E, T> enabled() {
    return allowed(
        "shaping.enabled",
        all -> shaped.apply(all).flatMap(ShapingSpec::enabled),
        policy -> policy.shapingPolicy == null ? null : policy.shapingPolicy.enabled,
        (policy, wants) -> shaping(policy).enabled = wants);
  }

  private Row<W, E, T> rate(
      String field,
      long unit,
      Function<ShapingSpec, Optional<Rate>> wanted,
      Function<HostNetworkTrafficShapingPolicy, Long> value,
      BiConsumer<HostNetworkTrafficShapingPolicy, Long> put) {
    return this.<Rate>row(
        "shaping." + field,
        all -> shaped.apply(all).flatMap(wanted),
        policy ->
            Rate.of(policy.shapingPolicy == null ? null : value.apply(policy.shapingPolicy), unit),
        Rate.INHERIT::equals,
        (policy, wants) ->
            put.accept(shaping(policy), wants.number().map(number -> number * unit).orElse(null)));
  }
}
