package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Span;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.DrsSpec;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.modules.clusters.declaration.RuleSpec;
import dev.provision.modules.clusters.settings.AdmissionRows;
import dev.provision.modules.clusters.settings.EvcRows;
import dev.provision.modules.clusters.settings.Setting;
import dev.provision.spi.Address;
import dev.provision.vsphere.exported.PlannedRule;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.exported.ServerGroup.Policy;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.EvcModes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cluster with its declared rules and groups, for the placement of VMs, which are created before
 * them. Without DRS nothing enforces a rule, so it then only requires that its VMs are in the
 * cluster.
 */
record PlannedCluster(ClusterDesired desired, DrsCluster cluster, Inventory read) {
  /** A cluster with the settings that placement asks for, as its spec has them. */
  static Item settled(Item cluster, ClusterSpec spec) {
    ClusterConfigInfoEx old = Setting.seen(cluster).known().orElseGet(ClusterConfigInfoEx::new);
    ClusterConfigInfoEx config = new ClusterConfigInfoEx();
    ClusterDrsConfigInfo drs =
        old.getDrsConfig() == null ? new ClusterDrsConfigInfo() : old.getDrsConfig();
    config.setDrsConfig(new ClusterDrsConfigInfo());
    config.getDrsConfig().setEnabled(spec.drs().flatMap(DrsSpec::enabled).orElse(drs.getEnabled()));
    config
        .getDrsConfig()
        .setDefaultVmBehavior(
            spec.drs()
                .flatMap(DrsSpec::automation)
                .map(DrsSpec.Automation::api)
                .orElse(drs.getDefaultVmBehavior()));
    config.setDasConfig(old.getDasConfig());
    config.setGroup(old.getGroup());
    config.setRule(old.getRule());
    Item drsOnly = cluster.with(DrsCluster.CONFIG, config);
    Item settled =
        spec.ha()
            .map(ha -> DrsCluster.with(AdmissionRows.planned(ha, old.getDasConfig()), drsOnly))
            .orElse(drsOnly);
    return spec.evc()
        .map(mode -> EvcModes.with(EvcRows.isMode(mode) ? mode : "", settled))
        .orElse(settled);
  }

  Item item() {
    Item ruled = cluster.with(desired.entries().stream().map(this::rule).toList());
    return desired
        .places()
        .failover()
        .map(hosts -> DrsCluster.keeping(refs(hosts), ruled))
        .orElse(ruled);
  }

  private List<ManagedObjectReference> refs(List<Member> hosts) {
    return ClusterHosts.of(cluster, read).stream()
        .filter(host -> hosts.stream().anyMatch(each -> each.is(host)))
        .map(Item::ref)
        .toList();
  }

  private PlannedRule rule(Entry entry) {
    RuleSpec rule = desired.spec().allRules().get(entry.name());
    boolean kept = entry.sort() == Entry.Sort.RULE && rule.enabled() && cluster.hasDrs();
    return new PlannedRule(
        cluster.path(),
        entry.sort().what("`" + entry.name() + "`"),
        position(entry),
        members(entry, rule),
        kept && WantedRule.sort(rule).hasMembers()
            ? Optional.of(group(entry, rule))
            : Optional.empty(),
        kept && rule.must().orElse(false) ? hosts(rule) : Optional.empty());
  }

  private Span position(Entry entry) {
    return desired.declaration().spanOf(entry.sort().field() + "." + entry.name());
  }

  /** The instances of an entry; for a rule about hosts, those of its VM group. */
  private Set<Address> members(Entry entry, RuleSpec rule) {
    Address at =
        entry.sort() == Entry.Sort.RULE && rule.vms().isPresent()
            ? Entry.of(desired.declaration().address(), Entry.Sort.VM_GROUP, rule.vms().get())
                .address()
            : entry.address();
    return desired.members().getOrDefault(at, Map.of()).keySet();
  }

  private ServerGroup group(Entry entry, RuleSpec rule) {
    boolean must = rule.must().orElse(false);
    Policy policy =
        rule.apart().isPresent()
            ? must ? Policy.ANTI_AFFINITY : Policy.SOFT_ANTI_AFFINITY
            : must ? Policy.AFFINITY : Policy.SOFT_AFFINITY;
    return new ServerGroup(
        entry.address(),
        policy,
        List.copyOf(members(entry, rule)),
        Optional.of(entry.sort().what("`" + entry.name() + "`") + " (" + position(entry) + ")"));
  }

  private Optional<Set<ManagedObjectReference>> hosts(RuleSpec rule) {
    return rule.on()
        .or(rule::off)
        .map(
            group ->
                ClusterHosts.of(cluster, read).stream()
                    .filter(host -> rule.on().isPresent() == isIn(group, host))
                    .map(Item::ref)
                    .collect(Collectors.toSet()));
  }

  private boolean isIn(String group, Item host) {
    return desired.spec().allHostGroups().get(group).stream()
        .anyMatch(name -> ClusterHosts.isNamed(host, name));
  }
}
