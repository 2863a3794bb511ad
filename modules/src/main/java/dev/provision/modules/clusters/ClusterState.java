package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterRuleInfo;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.Thing;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.places.DrsCluster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster with its groups and rules as it was found.
 *
 * @param made its settings and its mark; empty for one that is only looked up
 * @param read the inventory, for the names of members
 * @param orphan the one group or rule that an {@code Owned} is about; empty for the whole cluster
 */
record ClusterState(
    DrsCluster cluster,
    Optional<ObjectState> made,
    Journal journal,
    Inventory read,
    Optional<Entry> orphan) {
  Map<String, ClusterRuleInfo> rules() {
    Map<String, ClusterRuleInfo> rules = new LinkedHashMap<>();
    cluster.rules().forEach(rule -> rules.put(rule.getName(), rule));
    return rules;
  }

  <T extends ClusterGroupInfo> Map<String, T> groups(Class<T> type) {
    Map<String, T> groups = new LinkedHashMap<>();
    cluster.groups().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .forEach(group -> groups.put(group.getName(), group));
    return groups;
  }

  /** A VM group and a host group of one cluster cannot have the same name. */
  boolean has(Entry entry) {
    return entry.sort() == Entry.Sort.RULE
        ? rules().containsKey(entry.name())
        : groups(ClusterGroupInfo.class).containsKey(entry.name());
  }

  Thing thing(Entry entry) {
    return new Thing(cluster.ref(), cluster.item().name(), entry.what());
  }

  Optional<JournalEntry> journaled(Entry entry) {
    return journal.entry(entry.address(), thing(entry));
  }

  boolean isOurs(Entry entry) {
    return journaled(entry).filter(JournalEntry::counts).isPresent();
  }

  String path(Entry entry) {
    return cluster.path() + " " + entry.what();
  }

  /** The same with the cluster as it was read just now. */
  ClusterState with(DrsCluster now) {
    return new ClusterState(now, made, journal, read, orphan);
  }
}
