package dev.provision.modules.switches;

import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.Clusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which hosts are to be on a distributed switch, and how that differs from what there is. */
final class SwitchMembers {
  /** The name in {@code hosts} for all hosts that are not named. */
  static final String ALL = "all";

  private SwitchMembers() {}

  /** Adds the hosts: those that are named, and for {@code all} those of the connection's clusters. */
  static SwitchDesired found(SwitchDesired desired, Inventory read) {
    Map<String, Map<String, String>> declared = desired.spec().hosts().orElse(Map.of());
    InventoryPath below = desired.object().vcenter().below(read);
    List<Member> members = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Set<Item> named = new HashSet<>();
    declared.forEach(
        (name, nics) -> {
          if (!name.equals(ALL)) {
            host(name, below, read, problems)
                .filter(named::add)
                .ifPresent(host -> members.add(member(host, "hosts." + name, nics)));
          }
        });
    if (declared.containsKey(ALL)) {
      List<Item> clusters = new Clusters(desired.object().vcenter(), read).usable();
      for (Item host : read.all("HostSystem")) {
        boolean isIn =
            clusters.stream()
                .anyMatch(each -> host.parent().filter(each.ref()::equals).isPresent());
        if (isIn && !named.contains(host)) {
          members.add(member(host, "hosts." + ALL, declared.get(ALL)));
        }
      }
      if (members.isEmpty()) {
        problems.add(new Problem("hosts." + ALL, "the connection's clusters have no host"));
      }
    }
    members.sort(Comparator.comparing(Member::name));
    return new SwitchDesired(desired.object(), members, problems);
  }

  private static Member member(Item host, String field, Map<String, String> nics) {
    return new Member(host.ref(), host.shown(), field, nics);
  }

  private static Optional<Item> host(
      String text, InventoryPath below, Inventory read, List<Problem> problems) {
    PlaceName name = new PlaceName(text);
    Lookup lookup = read.find(List.of("HostSystem"), name, below);
    lookup
        .problem("host", name, below)
        .map(why -> new Problem("hosts." + text, why))
        .ifPresent(problems::add);
    return lookup instanceof Lookup.Found found ? Optional.of(found.item()) : Optional.empty();
  }

  static List<Change> changes(SwitchDesired desired, SwitchState seen) {
    List<Change> changes = new ArrayList<>();
    for (Member member : desired.members()) {
      SwitchState.Joined joined = seen.members().get(member.host());
      if (joined == null) {
        changes.add(change(member.name(), "", Change.ABSENT, words(member.nics())));
      } else {
        changes.addAll(moved(member, joined));
      }
    }
    if (desired.spec().exclusive() && desired.spec().hosts().isPresent()) {
      Set<Object> wanted = desired.members().stream().map(Member::host).collect(Collectors.toSet());
      seen.members()
          .forEach(
              (ref, joined) -> {
                if (!wanted.contains(ref)) {
                  changes.add(
                      change(joined.name(), "", "member", Change.ABSENT)
                          .with(Effect.CUTS_NETWORK, "the host leaves the switch"));
                }
              });
    }
    return changes;
  }

  /** NICs of a member that are to be on other uplinks; none while its host shows nothing. */
  private static List<Change> moved(Member member, SwitchState.Joined joined) {
    List<Change> changes = new ArrayList<>();
    Optional<Map<String, String>> there = joined.nics().known();
    if (there.isEmpty()) {
      return changes;
    }
    new TreeMap<>(member.nics())
        .forEach(
            (uplink, nic) -> {
              String has = there.get().getOrDefault(uplink, Member.NONE);
              if (!has.equals(nic)) {
                Change change = change(member.name(), "." + uplink, has, nic);
                changes.add(
                    has.equals(Member.NONE)
                        ? change
                        : change.with(Effect.CUTS_NETWORK, "the uplink loses its NIC"));
              }
            });
    return changes;
  }

  private static Change change(String host, String rest, String before, String after) {
    return Change.inPlace("hosts." + host + rest, before, after).of(Key.MEMBERS);
  }

  /** By which an update finds these changes again. */
  enum Key implements Change.Key {
    MEMBERS
  }

  /** {@code uplink1: vmnic2}. */
  private static String words(Map<String, String> nics) {
    return new TreeMap<>(nics)
        .entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining(", "));
  }
}
