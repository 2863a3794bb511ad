package dev.provision.modules.switches;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.HostPart;
import dev.provision.vsphere.journal.HostState;
import dev.provision.vsphere.journal.HostsForm;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Standard switches, which are made on hosts and owned by the journal. */
final class StandardSwitches
    extends HostsForm<SwitchDesired, SwitchState, StandardWanted, StandardSeen, StandardDraft> {
  static final Activity ACTIVITY =
      Activity.of(
              "to keep standard switches",
              Activity.call(
                  "AddVirtualSwitch, UpdateVirtualSwitch, RemoveVirtualSwitch,"
                      + " UpdateNetworkConfig; they are asked for on each host",
                  NeededPrivilege.on(On.CLUSTER, "Host.Config.", "Network")))
          .rarely();

  private static final StandardThings THINGS = new StandardThings();

  StandardSwitches() {
    super("switch", SwitchRights.NETWORK, THINGS);
  }

  static Set<String> properties() {
    return THINGS.properties();
  }

  static String name(SwitchDesired desired) {
    return desired.object().address().name();
  }

  @Override
  protected Wish<StandardWanted> wish(SwitchDesired desired) {
    String name = name(desired);
    return new Wish<>(
        desired.object().environment(),
        name,
        new StandardWanted(name, desired.spec()),
        desired.object().protect());
  }

  @Override
  protected List<Item> hosts(SwitchDesired desired, Inventory read) {
    return desired.members().stream().flatMap(member -> read.get(member.host()).stream()).toList();
  }

  @Override
  protected Optional<HostState<StandardSeen>> found(SwitchState seen) {
    return seen.hosts();
  }

  @Override
  protected SwitchState state(HostState<StandardSeen> hosts) {
    return SwitchState.of(hosts);
  }

  static List<Problem> problems(
      SwitchDesired desired, Observation<SwitchState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>(desired.problems());
    Journal.whyNot(read)
        .map(why -> new Problem("hosts", "the switch cannot be recorded as ours: " + why))
        .ifPresent(problems::add);
    if (problems.isEmpty() && desired.members().isEmpty()) {
      problems.add(new Problem("hosts", "there is no host that the switch could be made on"));
    }
    if (seen instanceof Observation.Present<SwitchState> there
        && desired.spec().uplinks().filter(List::isEmpty).isPresent()) {
      problems.addAll(bare(there.state()));
    }
    return problems;
  }

  /** Hosts that would lose their way to vCenter. */
  private static List<Problem> bare(SwitchState seen) {
    List<Problem> problems = new ArrayList<>();
    for (HostPart<StandardSeen> part : seen.hosts().orElseThrow().parts()) {
      if (part.there().known().filter(StandardSeen::manages).isPresent()) {
        problems.add(
            new Problem(
                "uplinks",
                "vCenter manages `" + part.name() + "` through it, so it keeps an uplink"));
      }
    }
    return problems;
  }

  static String summary(SwitchDesired desired) {
    return "standard switch on "
        + desired.members().stream().map(Member::name).collect(Collectors.joining(", "));
  }

  /** All port groups of ours that are on hosts. */
  @Override
  protected List<Address> users(
      EnvironmentId environment, HostState<StandardSeen> hosts, Inventory read) {
    Map<Address, ?> networks = Journal.of(environment, read).ofKind("network");
    return List.copyOf(new TreeSet<>(networks.keySet()));
  }
}
