package dev.provision.modules.clusters;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A VM or host in a list of a cluster.
 *
 * @param ref empty for a VM that does not exist yet
 */
record Member(Optional<ManagedObjectReference> ref, String name) {
  static Member of(ManagedObjectReference ref, Inventory read) {
    return new Member(Optional.of(ref), read.get(ref).map(Item::shown).orElse("(deleted)"));
  }

  /** Whether it is this object, which may be one that the plan makes. */
  boolean is(Item item) {
    return ref.filter(item.ref()::equals).isPresent() || equals(toBeMade(item.shown()));
  }

  static Member toBeMade(String name) {
    return new Member(Optional.empty(), name + " (to be made)");
  }

  static List<Member> of(ManagedObjectReference[] refs, Inventory read) {
    List<Member> members = new ArrayList<>();
    for (ManagedObjectReference ref : refs == null ? new ManagedObjectReference[0] : refs) {
      members.add(of(ref, read));
    }
    return sorted(members);
  }

  static List<Member> sorted(Collection<Member> members) {
    return members.stream()
        .distinct()
        .sorted(
            Comparator.comparing(Member::name)
                .thenComparing(m -> m.ref().map(ManagedObjectReference::getVal).orElse("")))
        .toList();
  }

  static ManagedObjectReference[] refs(List<Member> members) {
    return members.stream()
        .flatMap(member -> member.ref().stream())
        .toArray(ManagedObjectReference[]::new);
  }

  static String words(List<Member> members) {
    return members.isEmpty()
        ? "nobody"
        : members.stream().map(Member::name).collect(Collectors.joining(", "));
  }
}
