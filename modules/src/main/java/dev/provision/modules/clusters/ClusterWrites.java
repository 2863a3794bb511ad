package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.kind.ClusterWriter;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DrsCluster;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls that change the groups and rules of a cluster. One call makes all changes; they are
 * computed from what is read of the cluster just before it, under the cluster's lock. For one step.
 */
final class ClusterWrites {
  private final VsphereWriter write;
  private final JournalWriter journal;

  ClusterWrites(VsphereWriter write) {
    this.write = write;
    this.journal = new JournalWriter(write);
  }

  void converge(ClusterDesired desired, ClusterState seen)
      throws ModuleException, InterruptedException {
    Instant since = journal.time();
    ClusterState now = now(seen);
    places(desired, now);
    overrides(desired, now);
    WantedLists wanted = WantedLists.of(desired, now);
    List<Change> changes = ClusterRows.LISTS.changes(wanted, now);
    Map<Entry, JournalEntry> begun = new LinkedHashMap<>();
    for (Entry entry : desired.entries()) {
      if (!now.has(entry)) {
        begun.put(
            entry,
            journal.begin(
                desired.environment(),
                entry.address(),
                now.thing(entry),
                since,
                desired.protect()));
      } else if (!now.isOurs(entry)) {
        throw ModuleException.refused(now.path(entry) + " is there by now and is not ours")
            .as(ModuleException.Kind.STALE);
      }
    }
    if (!changes.isEmpty()) {
      try {
        for (List<Change> some : ClusterRows.inOrder(changes)) {
          new ClusterWriter(write)
              .change(seen.cluster().ref(), ClusterRows.LISTS.update(wanted, now, some));
        }
      } catch (ModuleException e) {
        if (ClusterWriter.isTaken(e)) {
          // somebody else created or deleted one of them first; the call makes all or nothing
          for (JournalEntry each : begun.values()) {
            journal.forget(each);
          }
        }
        throw e;
      }
    }
    for (JournalEntry each : begun.values()) {
      journal.made(each);
    }
    for (Entry entry : desired.entries()) {
      Optional<JournalEntry> old =
          begun.containsKey(entry) ? Optional.empty() : seen.journaled(entry);
      if (old.isPresent() && old.get().change(desired.protect()).isPresent()) {
        journal.made(old.get(), desired.protect());
      }
    }
  }

  private void places(ClusterDesired desired, ClusterState now)
      throws ModuleException, InterruptedException {
    List<Change> changes = PlaceRows.ALL.changes(desired.places(), now);
    if (!changes.isEmpty()) {
      ManagedObjectReference cluster = now.cluster().ref();
      write.touched(cluster);
      ClusterConfigSpecEx spec = PlaceRows.ALL.update(desired.places(), now, changes).spec();
      write.task(api -> api.reconfigureComputeResource_Task(cluster, spec, true));
    }
  }

  private void overrides(ClusterDesired desired, ClusterState now)
      throws ModuleException, InterruptedException {
    Overridden there = Overridden.of(desired.overrides(), now);
    WantedOverrides wanted = desired.overrides().beside(there);
    List<Change> changes = OverrideRows.ALL.changes(wanted, there);
    if (!changes.isEmpty()) {
      new ClusterWriter(write)
          .change(now.cluster().ref(), OverrideRows.ALL.update(wanted, there, changes).spec());
    }
  }

  void adopt(ClusterDesired desired, ClusterState seen)
      throws ModuleException, InterruptedException {
    for (Entry entry : desired.entries()) {
      if (seen.has(entry) && !seen.isOurs(entry)) {
        journal.adopt(desired.environment(), entry.address(), seen.thing(entry), desired.protect());
      }
    }
  }

  /** Deletes the one group or rule that is no longer declared. */
  void delete(ClusterState seen) throws ModuleException, InterruptedException {
    Entry entry = seen.orphan().orElseThrow();
    JournalEntry own = seen.journaled(entry).orElseThrow();
    ClusterState now = now(seen);
    if (now.has(entry)) {
      ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
      if (entry.sort() == Entry.Sort.RULE) {
        ClusterRuleInfo rule = now.rules().get(entry.name());
        ClusterRows.removeRule(spec, rule);
      } else {
        ClusterRows.removeGroup(spec, entry.name());
      }
      journal.leaving(own);
      new ClusterWriter(write).change(seen.cluster().ref(), spec);
    }
    journal.forget(own);
  }

  void release(ClusterState seen) throws ModuleException, InterruptedException {
    journal.forget(seen.journaled(seen.orphan().orElseThrow()).orElseThrow());
  }

  private ClusterState now(ClusterState seen) throws ModuleException {
    Item read = write.read(seen.cluster().ref(), "name", DrsCluster.CONFIG);
    return seen.with(seen.cluster().with(read));
  }
}
