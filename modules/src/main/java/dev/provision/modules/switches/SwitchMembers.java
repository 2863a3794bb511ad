package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Effect;
import dev.provision.spi.LockKey;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Reference;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.HostScoped;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.places.Clusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

  private static final String SECTION = "hosts";

  private SwitchMembers() {}

  /** What the names in {@code hosts} refer to; all that are declared come before {@code all}. */
  static List<Reference> references(Declaration<SwitchSpec> declaration) {
    List<Reference> references = new ArrayList<>();
    for (String name : declaration.spec().hosts().orElse(Map.of()).keySet()) {
      String field = "hosts." + name;
      references.add(
          new Reference(
              SECTION,
              name.equals(ALL) ? Reference.EVERY : name,
              Reference.Order.USES_EACH,
              field,
              declaration.spanOf(field)));
    }
    return references;
  }

  /** What they mean; a name that is multiplied means several. */
  static Map<String, List<HostRef>> hosts(SwitchSpec spec, Resolved references) {
    Map<String, List<HostRef>> hosts = new LinkedHashMap<>();
    for (String name : spec.hosts().orElse(Map.of()).keySet()) {
      if (!name.equals(ALL)) {
        hosts.put(name, List.copyOf(references.each(SECTION, name, HostRef.class).values()));
      }
    }
    return hosts;
  }

  /**
   * Adds the hosts: those that are named, and for {@code all} those of the connection's clusters.
   */
  static SwitchDesired found(
      SwitchDesired desired, ObjectDesired<SwitchSpec> fitted, Inventory read) {
    Map<String, Map<String, String>> declared = fitted.spec().hosts().orElse(Map.of());
    Map<ManagedObjectReference, Member> members = new LinkedHashMap<>();
    desired
        .hosts()
        .forEach(
            (name, hosts) ->
                hosts.stream()
                    .flatMap(host -> read.at(host.path()).stream())
                    .forEach(host -> add(host, name, declared, members)));
    List<Problem> problems = new ArrayList<>();
    fitted
        .spec()
        .cluster()
        .ifPresent(name -> ofCluster(name, fitted, read, declared, members, problems));
    if (declared.containsKey(ALL)) {
      List<Item> clusters = new Clusters(fitted.vcenter(), read).usable();
      for (Item host : read.all("HostSystem")) {
        boolean isIn =
            clusters.stream()
                .anyMatch(each -> host.parent().filter(each.ref()::equals).isPresent());
        if (isIn && !members.containsKey(host.ref())) {
          add(host, ALL, declared, members);
        }
      }
      if (members.isEmpty()) {
        problems.add(new Problem("hosts." + ALL, "the connection's clusters have no host"));
      }
    }
    if (!fitted.spec().isStandard()) {
      members.forEach(
          (ref, member) ->
              read.get(ref)
                  .map(host -> MemberNics.missing(host, member.field(), member.nics()))
                  .ifPresent(problems::addAll));
    }
    List<Member> sorted = new ArrayList<>(members.values());
    sorted.sort(Comparator.comparing(Member::name));
    return desired.with(fitted, sorted, problems);
  }

  private static void ofCluster(
      PlaceName name,
      ObjectDesired<SwitchSpec> fitted,
      Inventory read,
      Map<String, Map<String, String>> declared,
      Map<ManagedObjectReference, Member> members,
      List<Problem> problems) {
    InventoryPath below = fitted.vcenter().below(read);
    Lookup lookup = read.find(List.of("ComputeResource"), name, below);
    lookup
        .problem("cluster", name, below)
        .ifPresent(why -> problems.add(new Problem("cluster", why)));
    if (lookup instanceof Lookup.Found found) {
      for (Item host : read.all("HostSystem")) {
        if (host.parent().filter(found.item().ref()::equals).isPresent()) {
          add(host, "cluster", declared, members);
        }
      }
    }
  }

  private static void add(
      Item host,
      String name,
      Map<String, Map<String, String>> declared,
      Map<ManagedObjectReference, Member> members) {
    members.put(
        host.ref(), MemberNics.of(host, "hosts." + name, declared.getOrDefault(name, Map.of())));
  }

  static List<Change> changes(SwitchDesired desired, SwitchState seen) {
    List<Change> changes = new ArrayList<>();
    for (Member member : desired.members()) {
      SwitchState.Joined joined = seen.members().get(member.host());
      if (joined == null) {
        Change joins = change(member.name(), "", Change.ABSENT, words(member.now()));
        changes.add(
            member.taken().isEmpty() ? joins : joins.with(Effect.CUTS_NETWORK, leaving(member)));
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
    new TreeMap<>(member.now())
        .forEach(
            (uplink, nic) -> {
              String has = there.get().getOrDefault(uplink, Member.NONE);
              if (!has.equals(nic)) {
                Change change = change(member.name(), "." + uplink, has, nic);
                boolean isFree = has.equals(Member.NONE) && !there.get().containsValue(nic);
                if (member.taken().containsKey(nic)) {
                  change = change.with(Effect.CUTS_NETWORK, leaves(nic, member));
                } else if (!isFree) {
                  change = change.with(Effect.CUTS_NETWORK, "an uplink loses its NIC");
                }
                changes.add(change);
              }
            });
    return changes;
  }

  private static String leaves(String nic, Member member) {
    return nic + " leaves " + member.taken().get(nic);
  }

  private static String leaving(Member member) {
    return new TreeMap<>(member.taken())
        .keySet().stream().map(nic -> leaves(nic, member)).collect(Collectors.joining("; "));
  }

  /** A host's network is changed by one step at a time. */
  static Set<LockKey> locks(Collection<ManagedObjectReference> hosts) {
    return hosts.stream()
        .map(host -> HostScoped.lock("configManager.networkSystem", host))
        .collect(Collectors.toSet());
  }

  /** What the switch waits for. */
  static List<String> notes(SwitchDesired desired) {
    List<String> notes = new ArrayList<>();
    for (Member member : desired.members()) {
      new TreeMap<>(member.late())
          .forEach(
              (uplink, nic) ->
                  notes.add(
                      ("vCenter manages `%s` over %s, so it comes to %s together with the management"
                              + " adapter, when `vmkernels` has that on a port group of this"
                              + " switch")
                          .formatted(member.name(), nic, uplink)));
    }
    return notes;
  }

  /** The declared NICs of each member, also those that come later. */
  static Map<ManagedObjectReference, Map<String, String>> nics(SwitchDesired desired) {
    Map<ManagedObjectReference, Map<String, String>> all = new LinkedHashMap<>();
    desired.members().forEach(member -> all.put(member.host(), member.nics()));
    return all;
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
