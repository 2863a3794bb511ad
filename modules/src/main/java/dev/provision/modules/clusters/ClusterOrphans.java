package dev.provision.modules.clusters;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The groups and rules that an environment owns, each as a resource of its own. */
final class ClusterOrphans {
  private ClusterOrphans() {}

  static Stream<Owned<ClusterState>> of(String kind, EnvironmentId environment, Inventory read) {
    Journal journal = Journal.of(environment, read);
    List<Owned<ClusterState>> all = new ArrayList<>();
    List<Address> rules = new ArrayList<>();
    Map<Address, List<JournalEntry>> entries = journal.ofKind(kind);
    entries.forEach(
        (address, some) -> {
          if (sort(address, some) == Entry.Sort.RULE) {
            rules.add(address);
          }
        });
    entries.forEach(
        (address, some) -> some.forEach(own -> add(address, own, journal, rules, read, all)));
    return all.stream();
  }

  /** The groups and rules of one cluster that the environment owns. */
  static List<Address> in(ManagedObjectReference cluster, String kind, Journal journal) {
    List<Address> all = new ArrayList<>();
    journal
        .ofKind(kind)
        .forEach(
            (address, some) -> {
              if (some.stream().anyMatch(own -> own.mark().on().equals(cluster.getVal()))) {
                all.add(address);
              }
            });
    return all;
  }

  private static Entry.Sort sort(Address address, List<JournalEntry> entries) {
    return Entry.read(address, entries.get(0).mark().what()).map(Entry::sort).orElse(null);
  }

  /**
   * Adds one group or rule. A group is deleted after the rules, because they may name it. One whose
   * cluster is gone is skipped.
   */
  private static void add(
      Address address,
      JournalEntry own,
      Journal journal,
      List<Address> rules,
      Inventory read,
      List<Owned<ClusterState>> to) {
    Optional<Entry> entry = Entry.read(address, own.mark().what());
    Optional<DrsCluster> cluster =
        DrsCluster.all(read).stream()
            .filter(each -> each.ref().getVal().equals(own.mark().on()))
            .findFirst();
    if (entry.isEmpty() || cluster.isEmpty()) {
      return;
    }
    ClusterState state = new ClusterState(cluster.get(), Optional.empty(), journal, read, entry);
    to.add(
        new Owned<>(
            address,
            state,
            state.path(entry.get()),
            own.isAdopted(),
            own.mark().protect(),
            own.contradicted().map(why -> "it may not be ours: " + why).orElse(""),
            entry.get().sort() == Entry.Sort.RULE ? List.of() : rules));
  }
}
