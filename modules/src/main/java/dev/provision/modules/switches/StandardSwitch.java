package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Problem;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.HostPart;
import dev.provision.vsphere.journal.HostScoped;
import dev.provision.vsphere.journal.HostState;
import dev.provision.vsphere.journal.HostWrites;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Standard switches, which are made on hosts and owned by the journal. */
final class StandardSwitch {
  static final Activity ACTIVITY =
      Activity.of(
              "to keep standard switches",
              Activity.call(
                  "AddVirtualSwitch, UpdateVirtualSwitch, RemoveVirtualSwitch,"
                      + " UpdateNetworkConfig; they are asked for on each host",
                  NeededPrivilege.on(On.CLUSTER, "Host.Config.", "Network")))
          .rarely();

  private static final StandardThings THINGS = new StandardThings();
  private static final HostScoped<StandardWanted, StandardSeen, StandardDraft> SCOPED =
      new HostScoped<>(THINGS);

  private StandardSwitch() {}

  static Set<String> properties() {
    return THINGS.properties();
  }

  private static StandardWanted wanted(SwitchDesired desired) {
    return new StandardWanted(name(desired), desired.spec());
  }

  static String name(SwitchDesired desired) {
    return desired.object().address().name();
  }

  private static EnvironmentId environment(SwitchDesired desired) {
    return desired.object().environment();
  }

  private static HostState<StandardSeen> state(
      Address address, SwitchDesired desired, Inventory read) {
    List<Item> hosts =
        desired.members().stream().flatMap(member -> read.get(member.host()).stream()).toList();
    return SCOPED.state(address, environment(desired), name(desired), hosts, read);
  }

  static Observation<SwitchState> observe(Address address, SwitchDesired desired, Inventory read) {
    HostState<StandardSeen> hosts = state(address, desired, read);
    return SCOPED.observed(hosts, SwitchState.of(hosts));
  }

  static List<Problem> problems(SwitchDesired desired, SwitchState seen, Inventory read) {
    List<Problem> problems = new ArrayList<>(problems(desired, read));
    boolean bare = desired.spec().uplinks().filter(List::isEmpty).isPresent();
    for (HostPart<StandardSeen> part : seen.hosts().orElseThrow().parts()) {
      if (bare && part.there().known().filter(StandardSeen::manages).isPresent()) {
        problems.add(
            new Problem(
                "uplinks",
                "vCenter manages `" + part.name() + "` through it, so it keeps an uplink"));
      }
    }
    return problems;
  }

  static List<Problem> problems(SwitchDesired desired, Inventory read) {
    List<Problem> problems = new ArrayList<>(desired.problems());
    Journal.whyNot(read)
        .map(why -> new Problem("hosts", "the switch cannot be recorded as ours: " + why))
        .ifPresent(problems::add);
    if (problems.isEmpty() && desired.members().isEmpty()) {
      problems.add(new Problem("hosts", "there is no host that the switch could be made on"));
    }
    return problems;
  }

  static List<Change> changes(SwitchDesired desired, SwitchState seen) {
    return SCOPED.changes(wanted(desired), seen.hosts().orElseThrow(), desired.object().protect());
  }

  static List<String> notes(Observation<SwitchState> seen) {
    return seen instanceof Observation.Present<SwitchState> present
        ? present.state().hosts().map(hosts -> SCOPED.notes(hosts)).orElse(List.of())
        : List.of();
  }

  static String summary(SwitchDesired desired) {
    return "standard switch on "
        + desired.members().stream().map(Member::name).collect(Collectors.joining(", "));
  }

  private static HostWrites<StandardWanted, StandardSeen, StandardDraft> writes(
      VsphereWriter write) {
    return new HostWrites<>(SCOPED, write);
  }

  static void create(Address address, SwitchDesired desired, VsphereWriter write)
      throws ModuleException, InterruptedException {
    converge(address, desired, state(address, desired, write.inventory()), write);
  }

  static void update(Address address, SwitchDesired desired, SwitchState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    converge(address, desired, seen.hosts().orElseThrow(), write);
  }

  private static void converge(
      Address address, SwitchDesired desired, HostState<StandardSeen> hosts, VsphereWriter write)
      throws ModuleException, InterruptedException {
    writes(write)
        .converge(
            environment(desired), address, wanted(desired), hosts, desired.object().protect());
  }

  static void delete(SwitchState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    writes(write).delete(seen.hosts().orElseThrow());
  }

  static void adopt(Address address, SwitchDesired desired, SwitchState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    writes(write)
        .adopt(
            environment(desired), address, seen.hosts().orElseThrow(), desired.object().protect());
  }

  static void release(SwitchState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    writes(write).release(seen.hosts().orElseThrow());
  }

  static List<Right> rights(SwitchState seen, Inventory read) {
    return seen.hosts()
        .map(hosts -> SCOPED.rights(hosts, SwitchRights.NETWORK, read))
        .orElse(List.of());
  }

  static Set<ManagedObjectReference> hosts(SwitchState seen) {
    return seen.hosts().stream()
        .flatMap(all -> all.parts().stream())
        .flatMap(part -> part.host().stream())
        .collect(Collectors.toSet());
  }

  /** Those of the journal; port groups of ours on the same hosts go first. */
  static Stream<Owned<SwitchState>> owned(String kind, EnvironmentId environment, Inventory read) {
    Map<Address, ?> networks = Journal.of(environment, read).ofKind("network");
    List<Address> first = List.copyOf(new TreeSet<>(networks.keySet()));
    return SCOPED
        .owned(kind, environment, read)
        .map(
            owned ->
                new Owned<>(
                    owned.address(),
                    SwitchState.of(owned.state()),
                    owned.path(),
                    owned.adopted(),
                    owned.protect(),
                    owned.suspect(),
                    first));
  }
}
