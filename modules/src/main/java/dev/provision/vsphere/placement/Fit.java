package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.places.AllowedDatastores;
import dev.provision.vsphere.places.DatastoreFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A host for a unit.
 *
 * @param verdict the verdict for the unit's last VM that was judged; when it fits, all fit
 * @param after the ledger with the unit on the host
 */
public record Fit(Verdict verdict, Ledger after, List<HostPlacement> placements) {
  HostFacts host() {
    return verdict.host();
  }

  /**
   * The order of preference: the greatest is taken, first by what a soft policy prefers, then by
   * {@code choice}. Hosts come in the order of their paths, and the first of equals wins.
   */
  static Comparator<Fit> preference(
      VmNeed need, Strategy.Choice choice, Ledger before, AllowedDatastores allowed) {
    Comparator<Fit> free = Comparator.comparingLong(fit -> before.freeMemory(fit.host()));
    Comparator<Fit> planned = Comparator.comparingInt(fit -> before.planned(fit.host()));
    Comparator<Fit> liked = Comparator.comparingLong(fit -> liking(need, fit.host(), before));
    if (!need.runs()) {
      // as Glance's store: the host only serves to reach the datastore
      liked =
          liked
              .thenComparing(fit -> allowed.weight(fit.datastore()))
              .thenComparing(fit -> before.freeSpace(fit.datastore()));
    }
    return liked
        .thenComparing(
            switch (choice) {
              case EMPTIEST -> free;
              case FULLEST -> free.reversed();
              case SAME -> planned.thenComparing(free);
            })
        .thenComparing(fit -> fit.host().path(), Comparator.reverseOrder());
  }

  private DatastoreFacts datastore() {
    return verdict.datastore().orElseThrow();
  }

  private static long liking(VmNeed need, HostFacts host, Ledger before) {
    return need.groups().stream().mapToLong(group -> liking(group, host, before)).sum();
  }

  private static long liking(ServerGroup group, HostFacts host, Ledger before) {
    Map<ManagedObjectReference, List<Address>> members = before.members(group.address());
    int there = members.getOrDefault(host.ref(), List.of()).size();
    return group.policy().isTogether() ? there : -there;
  }
}
