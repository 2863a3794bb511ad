package dev.provision.modules.networks;

import com.vmware.vim25.BoolPolicy;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.DVSSecurityPolicy;
import com.vmware.vim25.DVSTrafficShapingPolicy;
import com.vmware.vim25.LongPolicy;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VMwareUplinkPortOrderPolicy;
import com.vmware.vim25.VmwareUplinkPortTeamingPolicy;
import dev.provision.modules.networks.NetworkSpec.Binding;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.kind.traffic.Allowed;
import dev.provision.vsphere.kind.traffic.Rate;
import dev.provision.vsphere.kind.traffic.SecuritySpec;
import dev.provision.vsphere.kind.traffic.ShapingSpec;
import dev.provision.vsphere.kind.traffic.TeamingPolicy;
import dev.provision.vsphere.kind.traffic.TeamingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The rows of a distributed port group. They are read from its {@code config}, and again in the
 * step: {@code ReconfigureDVPortgroup_Task} has to name the {@code configVersion} that it changes.
 * It keeps what its spec leaves out, so {@code policy} is sent only when it changes. It is long
 * because each setting is a policy of its own, which says whether it is inherited.
 */
final class PortGroupRows {
  static final String CONFIG = "config";
  private static final List<String> INHERIT = List.of("inherit");

  private PortGroupRows() {}

  static Rows<NetworkSpec, Item, PortGroupDraft> all() {
    List<Row<NetworkSpec, Item, PortGroupDraft>> rows = new ArrayList<>();
    rows.add(vlan());
    rows.add(
        secure(
            "promiscuous",
            SecuritySpec::promiscuous,
            DVSSecurityPolicy::getAllowPromiscuous,
            DVSSecurityPolicy::setAllowPromiscuous));
    rows.add(
        secure(
            "mac_changes",
            SecuritySpec::macChanges,
            DVSSecurityPolicy::getMacChanges,
            DVSSecurityPolicy::setMacChanges));
    rows.add(
        secure(
            "forged_transmits",
            SecuritySpec::forgedTransmits,
            DVSSecurityPolicy::getForgedTransmits,
            DVSSecurityPolicy::setForgedTransmits));
    rows.addAll(teaming());
    rows.addAll(
        shaping(
            "shaping",
            NetworkSpec::shaping,
            VMwareDVSPortSetting::getOutShapingPolicy,
            VMwareDVSPortSetting::setOutShapingPolicy));
    rows.addAll(
        shaping(
            "in_shaping",
            NetworkSpec::inShaping,
            VMwareDVSPortSetting::getInShapingPolicy,
            VMwareDVSPortSetting::setInShapingPolicy));
    rows.add(
        PortGroupRows.<Allowed>setting(
            "block",
            NetworkSpec::block,
            seen ->
                Allowed.of(
                    PortSettings.isSet(seen.getBlocked()) ? seen.getBlocked().getValue() : null),
            (draft, value) -> PortSettings.of(draft).setBlocked(PortSettings.policy(value))));
    rows.add(
        PortGroupRows.<Allowed>setting(
            "netflow",
            NetworkSpec::netflow,
            seen ->
                Allowed.of(
                    PortSettings.isSet(seen.getIpfixEnabled())
                        ? seen.getIpfixEnabled().getValue()
                        : null),
            (draft, value) -> PortSettings.of(draft).setIpfixEnabled(PortSettings.policy(value))));
    rows.add(NetworkPools.row());
    rows.addAll(MacLearning.rows());
    rows.addAll(PortOverrides.rows());
    rows.addAll(group());
    return Rows.merged(
            PortGroupDraft::empty,
            item ->
                item.get(CONFIG, DVPortgroupConfigInfo.class)
                    .map(PortGroupDraft::of)
                    .orElseGet(PortGroupDraft::empty),
            rows)
        .madeFrom(PortGroupRows::fresh)
        .guardedBy(
            CONFIG,
            (draft, item) ->
                item.get(CONFIG, DVPortgroupConfigInfo.class)
                    .map(DVPortgroupConfigInfo::getConfigVersion)
                    .ifPresent(draft.spec()::setConfigVersion));
  }

  /** What clients send for a new port group when the user says nothing. */
  private static PortGroupDraft fresh() {
    DVPortgroupConfigSpec spec = new DVPortgroupConfigSpec();
    spec.setType(Binding.STATIC.word());
    spec.setNumPorts(8);
    spec.setAutoExpand(true);
    return new PortGroupDraft(spec, new VMwareDVSPortSetting(), Optional.empty());
  }

  static <V> FieldRow<NetworkSpec, Item, PortGroupDraft, V> row(
      String field,
      Function<NetworkSpec, Optional<V>> wanted,
      Function<DVPortgroupConfigInfo, Seen<V>> seen,
      BiConsumer<PortGroupDraft, V> put) {
    return FieldRow.of(
        field,
        CONFIG,
        wanted,
        item -> Seen.of(item, CONFIG, DVPortgroupConfigInfo.class).then(seen),
        (draft, value, old) -> put.accept(draft, value));
  }

  static <V> FieldRow<NetworkSpec, Item, PortGroupDraft, V> setting(
      String field,
      Function<NetworkSpec, Optional<V>> wanted,
      Function<VMwareDVSPortSetting, V> seen,
      BiConsumer<PortGroupDraft, V> put) {
    return row(field, wanted, config -> Seen.of(seen.apply(PortSettings.seen(config))), put);
  }

  private static Row<NetworkSpec, Item, PortGroupDraft> vlan() {
    return PortGroupRows.<DvsVlan>row(
        "vlan",
        spec -> spec.vlan().map(DvsVlan::parse),
        config -> DvsVlan.of(PortSettings.seen(config).getVlan()),
        (draft, vlan) -> PortSettings.of(draft).setVlan(vlan.spec()));
  }

  private static Row<NetworkSpec, Item, PortGroupDraft> secure(
      String field,
      Function<SecuritySpec, Optional<Allowed>> wanted,
      Function<DVSSecurityPolicy, BoolPolicy> seen,
      BiConsumer<DVSSecurityPolicy, BoolPolicy> put) {
    return PortGroupRows.<Allowed>setting(
        "security." + field,
        spec -> spec.security().flatMap(wanted),
        setting -> {
          DVSSecurityPolicy policy = setting.getSecurityPolicy();
          return PortSettings.allowed(policy, policy == null ? null : seen.apply(policy));
        },
        (draft, value) -> put.accept(PortSettings.security(draft), PortSettings.policy(value)));
  }

  private static List<Row<NetworkSpec, Item, PortGroupDraft>> teaming() {
    return List.of(
        PortGroupRows.<TeamingPolicy>setting(
            "teaming.policy",
            spec -> spec.teaming().flatMap(TeamingSpec::policy),
            setting -> {
              VmwareUplinkPortTeamingPolicy all = setting.getUplinkTeamingPolicy();
              return PortSettings.isSet(all) && PortSettings.isSet(all.getPolicy())
                  ? new TeamingPolicy(all.getPolicy().getValue())
                  : TeamingPolicy.INHERIT;
            },
            (draft, value) ->
                PortSettings.teaming(draft)
                    .setPolicy(
                        PortSettings.text(value.word(), value.equals(TeamingPolicy.INHERIT)))),
        team(
            "notify",
            TeamingSpec::notifySwitches,
            VmwareUplinkPortTeamingPolicy::getNotifySwitches,
            (draft, value) ->
                PortSettings.teaming(draft).setNotifySwitches(PortSettings.policy(value))),
        failback(),
        team(
            "beacon",
            TeamingSpec::beacon,
            all ->
                PortSettings.isSet(all.getFailureCriteria())
                    ? all.getFailureCriteria().getCheckBeacon()
                    : null,
            PortSettings::beacon),
        order("active", TeamingSpec::active, VMwareUplinkPortOrderPolicy::getActiveUplinkPort),
        order("standby", TeamingSpec::standby, VMwareUplinkPortOrderPolicy::getStandbyUplinkPort));
  }

  private static Row<NetworkSpec, Item, PortGroupDraft> team(
      String field,
      Function<TeamingSpec, Optional<Allowed>> wanted,
      Function<VmwareUplinkPortTeamingPolicy, BoolPolicy> seen,
      BiConsumer<PortGroupDraft, Allowed> put) {
    return PortGroupRows.<Allowed>setting(
        "teaming." + field,
        spec -> spec.teaming().flatMap(wanted),
        setting -> {
          VmwareUplinkPortTeamingPolicy all = setting.getUplinkTeamingPolicy();
          return PortSettings.allowed(all, all == null ? null : seen.apply(all));
        },
        put);
  }

  /** The API says the opposite: whether the order rolls on. */
  private static Row<NetworkSpec, Item, PortGroupDraft> failback() {
    return PortGroupRows.<Allowed>setting(
        "teaming.failback",
        spec -> spec.teaming().flatMap(TeamingSpec::failback),
        setting -> {
          VmwareUplinkPortTeamingPolicy all = setting.getUplinkTeamingPolicy();
          return opposite(PortSettings.allowed(all, all == null ? null : all.getRollingOrder()));
        },
        (draft, value) ->
            PortSettings.teaming(draft).setRollingOrder(PortSettings.policy(opposite(value))));
  }

  private static Allowed opposite(Allowed value) {
    return switch (value) {
      case TRUE -> Allowed.FALSE;
      case FALSE -> Allowed.TRUE;
      case INHERIT -> Allowed.INHERIT;
    };
  }

  private static Row<NetworkSpec, Item, PortGroupDraft> order(
      String field,
      Function<TeamingSpec, Optional<List<String>>> wanted,
      Function<VMwareUplinkPortOrderPolicy, String[]> seen) {
    return PortGroupRows.<List<String>>setting(
            "teaming." + field,
            spec -> spec.teaming().flatMap(wanted),
            setting -> uplinks(setting.getUplinkTeamingPolicy(), seen),
            (draft, uplinks) -> {
              if (uplinks.equals(INHERIT)) {
                PortSettings.inheritOrder(draft);
                return;
              }
              VmwareUplinkPortTeamingPolicy now = PortSettings.teaming(draft);
              List<String> active = named(now, VMwareUplinkPortOrderPolicy::getActiveUplinkPort);
              List<String> standby = named(now, VMwareUplinkPortOrderPolicy::getStandbyUplinkPort);
              boolean isActive = field.equals("active");
              PortSettings.order(
                  draft,
                  isActive
                      ? uplinks
                      : active.stream().filter(each -> !uplinks.contains(each)).toList(),
                  isActive ? standby : uplinks);
            })
        .saying(all -> all.isEmpty() ? "none" : String.join(", ", all));
  }

  /** The uplinks of an order that is to be changed; none of one that was inherited. */
  private static List<String> named(
      VmwareUplinkPortTeamingPolicy all, Function<VMwareUplinkPortOrderPolicy, String[]> seen) {
    List<String> uplinks = uplinks(all, seen);
    return uplinks.equals(INHERIT) ? List.of() : uplinks;
  }

  private static List<String> uplinks(
      VmwareUplinkPortTeamingPolicy all, Function<VMwareUplinkPortOrderPolicy, String[]> seen) {
    if (!PortSettings.isSet(all) || !PortSettings.isSet(all.getUplinkPortOrder())) {
      return INHERIT;
    }
    String[] names = seen.apply(all.getUplinkPortOrder());
    return names == null ? List.of() : List.of(names);
  }

  private static List<Row<NetworkSpec, Item, PortGroupDraft>> shaping(
      String field,
      Function<NetworkSpec, Optional<ShapingSpec>> declared,
      Function<VMwareDVSPortSetting, DVSTrafficShapingPolicy> seen,
      BiConsumer<VMwareDVSPortSetting, DVSTrafficShapingPolicy> put) {
    Function<PortGroupDraft, DVSTrafficShapingPolicy> part =
        draft -> {
          VMwareDVSPortSetting to = PortSettings.of(draft);
          if (seen.apply(to) == null) {
            put.accept(to, PortSettings.shaping(seen.apply(draft.seen())));
          }
          return seen.apply(to);
        };
    return List.of(
        PortGroupRows.<Allowed>setting(
            field + ".enabled",
            spec -> declared.apply(spec).flatMap(ShapingSpec::enabled),
            setting -> {
              DVSTrafficShapingPolicy policy = seen.apply(setting);
              return PortSettings.allowed(policy, policy == null ? null : policy.getEnabled());
            },
            (draft, value) -> part.apply(draft).setEnabled(PortSettings.policy(value))),
        rate(
            field + ".average",
            ShapingSpec.KBIT,
            spec -> declared.apply(spec).flatMap(ShapingSpec::average),
            seen,
            part,
            DVSTrafficShapingPolicy::getAverageBandwidth,
            DVSTrafficShapingPolicy::setAverageBandwidth),
        rate(
            field + ".peak",
            ShapingSpec.KBIT,
            spec -> declared.apply(spec).flatMap(ShapingSpec::peak),
            seen,
            part,
            DVSTrafficShapingPolicy::getPeakBandwidth,
            DVSTrafficShapingPolicy::setPeakBandwidth),
        rate(
            field + ".burst",
            ShapingSpec.KIB,
            spec -> declared.apply(spec).flatMap(ShapingSpec::burst),
            seen,
            part,
            DVSTrafficShapingPolicy::getBurstSize,
            DVSTrafficShapingPolicy::setBurstSize));
  }

  private static Row<NetworkSpec, Item, PortGroupDraft> rate(
      String field,
      long unit,
      Function<NetworkSpec, Optional<Rate>> wanted,
      Function<VMwareDVSPortSetting, DVSTrafficShapingPolicy> seen,
      Function<PortGroupDraft, DVSTrafficShapingPolicy> part,
      Function<DVSTrafficShapingPolicy, LongPolicy> get,
      BiConsumer<DVSTrafficShapingPolicy, LongPolicy> set) {
    return PortGroupRows.<Rate>setting(
        field,
        wanted,
        setting -> {
          DVSTrafficShapingPolicy policy = seen.apply(setting);
          return PortSettings.rate(policy, policy == null ? null : get.apply(policy), unit);
        },
        (draft, rate) -> set.accept(part.apply(draft), PortSettings.rate(rate, unit)));
  }

  private static List<Row<NetworkSpec, Item, PortGroupDraft>> group() {
    return List.of(
        PortGroupRows.<String>row(
                "binding",
                spec -> spec.binding().map(binding -> Binding.shown(binding.word())),
                config -> Seen.of(config.getType()).map(Binding::shown),
                (draft, word) ->
                    draft.spec().setType(word.equals("static") ? Binding.STATIC.word() : word))
            .with(Effect.IN_PLACE, ""),
        PortGroupRows.<Integer>row(
            "ports",
            NetworkSpec::ports,
            config ->
                Boolean.TRUE.equals(config.getAutoExpand())
                    ? new Seen.Unknown<>("an elastic port group has as many as it needs")
                    : Seen.of(config.getNumPorts()),
            (draft, ports) -> draft.spec().setNumPorts(ports)),
        PortGroupRows.<Boolean>row(
            "elastic",
            NetworkSpec::elastic,
            config -> Seen.of(config.getAutoExpand()),
            (draft, elastic) -> draft.spec().setAutoExpand(elastic)),
        PortGroupRows.<String>row(
            "description",
            NetworkSpec::description,
            config -> Seen.of(config.getDescription()),
            (draft, text) -> draft.spec().setDescription(text)));
  }
}
