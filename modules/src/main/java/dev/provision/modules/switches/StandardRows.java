package dev.provision.modules.switches;

import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostNicOrderPolicy;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import com.vmware.vim25.HostVirtualSwitchSpec;
import com.vmware.vim25.LinkDiscoveryProtocolConfig;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.kind.traffic.Policies;
import dev.provision.vsphere.kind.traffic.TrafficRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The fields of a standard switch (vSphere API, HostVirtualSwitchSpec). {@code UpdateVirtualSwitch}
 * sets all of it: a spec without a bridge takes away all uplinks. How many ports it has is not
 * compared, because hosts count them themselves.
 */
final class StandardRows {
  private static final String SWITCHES = StandardSeen.SWITCHES;

  private static final Row<StandardWanted, StandardSeen, StandardDraft> NAME =
      FieldRow.of(
          "name",
          SWITCHES,
          wanted -> Optional.of(wanted.name()),
          seen -> Seen.of(seen.name()),
          (draft, name, old) -> draft.call(name));

  private static final Row<StandardWanted, StandardSeen, StandardDraft> MTU =
      FieldRow.of(
          "mtu",
          SWITCHES,
          wanted -> wanted.spec().mtu(),
          seen -> Seen.of(seen.vswitch().getMtu()),
          (draft, mtu, old) -> draft.spec().setMtu(mtu));

  private static final Row<StandardWanted, StandardSeen, StandardDraft> UPLINKS =
      FieldRow.<StandardWanted, StandardSeen, StandardDraft, List<String>>of(
              "uplinks",
              SWITCHES,
              wanted -> wanted.spec().uplinks().map(all -> List.copyOf(new TreeSet<>(all))),
              seen -> Seen.of(seen.uplinks()),
              (draft, nics, old) -> uplinks(draft.spec(), nics))
          .saying(all -> all.isEmpty() ? "none" : String.join(", ", all));

  private static final TrafficRows<StandardWanted, StandardSeen, StandardDraft> TRAFFIC =
      new TrafficRows<>(
          SWITCHES,
          false,
          wanted -> wanted.spec().security(),
          wanted -> wanted.spec().teaming(),
          wanted -> wanted.spec().shaping(),
          seen -> seen.vswitch().getSpec().getPolicy(),
          draft -> policy(draft.spec()));

  /** What may take a host off its network. */
  private static final List<Row<StandardWanted, StandardSeen, StandardDraft>> CARRYING =
      Stream.concat(Stream.of(MTU, UPLINKS), TRAFFIC.carrying().stream()).toList();

  static final Rows<StandardWanted, StandardSeen, StandardDraft> ALL =
      Rows.merged(
          () -> new StandardDraft(new HostVirtualSwitchSpec()),
          StandardRows::whole,
          Stream.of(List.of(NAME), CARRYING, discovery(), TRAFFIC.security())
              .<Row<StandardWanted, StandardSeen, StandardDraft>>flatMap(List::stream)
              .toList());

  private StandardRows() {}

  private static List<Row<StandardWanted, StandardSeen, StandardDraft>> discovery() {
    return List.of(
        FieldRow.of(
            "discovery.protocol",
            SWITCHES,
            wanted ->
                wanted.spec().discovery().flatMap(DiscoverySpec::protocol).map(StandardRows::word),
            seen ->
                Seen.of(
                    seen.discovery().map(LinkDiscoveryProtocolConfig::getProtocol).orElse(null)),
            (draft, word, old) -> discovery(draft.spec()).setProtocol(word)),
        FieldRow.of(
            "discovery.operation",
            SWITCHES,
            wanted ->
                wanted.spec().discovery().flatMap(DiscoverySpec::operation).map(StandardRows::word),
            seen ->
                Seen.of(
                    seen.discovery().map(LinkDiscoveryProtocolConfig::getOperation).orElse(null)),
            (draft, word, old) -> discovery(draft.spec()).setOperation(word)));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static HostNetworkPolicy policy(HostVirtualSwitchSpec spec) {
    if (spec.getPolicy() == null) {
      spec.setPolicy(new HostNetworkPolicy());
    }
    return spec.getPolicy();
  }

  private static HostVirtualSwitchBondBridge bridge(HostVirtualSwitchSpec spec) {
    if (spec.getBridge() instanceof HostVirtualSwitchBondBridge bond) {
      return bond;
    }
    HostVirtualSwitchBondBridge made = new HostVirtualSwitchBondBridge();
    made.setNicDevice(new String[0]);
    spec.setBridge(made);
    return made;
  }

  /** Both of its words are required. */
  private static LinkDiscoveryProtocolConfig discovery(HostVirtualSwitchSpec spec) {
    HostVirtualSwitchBondBridge bridge = bridge(spec);
    if (bridge.getLinkDiscoveryProtocolConfig() == null) {
      LinkDiscoveryProtocolConfig config = new LinkDiscoveryProtocolConfig();
      config.setProtocol("cdp");
      config.setOperation("listen");
      bridge.setLinkDiscoveryProtocolConfig(config);
    }
    return bridge.getLinkDiscoveryProtocolConfig();
  }

  /** One that leaves also leaves the order of the team; one that comes is active in it. */
  private static void uplinks(HostVirtualSwitchSpec spec, List<String> nics) {
    List<String> had = List.of();
    if (spec.getBridge() instanceof HostVirtualSwitchBondBridge bond
        && bond.getNicDevice() != null) {
      had = Arrays.asList(bond.getNicDevice());
    }
    if (nics.isEmpty()) {
      spec.setBridge(null);
    } else {
      bridge(spec).setNicDevice(nics.toArray(String[]::new));
    }
    HostNicOrderPolicy order =
        spec.getPolicy() == null || spec.getPolicy().getNicTeaming() == null
            ? null
            : spec.getPolicy().getNicTeaming().getNicOrder();
    if (order != null) {
      List<String> active = new ArrayList<>(kept(order.getActiveNic(), nics));
      List<String> before = had;
      nics.stream().filter(nic -> !before.contains(nic)).forEach(active::add);
      order.setActiveNic(active.toArray(String[]::new));
      order.setStandbyNic(kept(order.getStandbyNic(), nics).toArray(String[]::new));
    }
  }

  private static List<String> kept(String[] order, List<String> nics) {
    return Stream.of(order == null ? new String[0] : order).filter(nics::contains).toList();
  }

  private static StandardDraft whole(StandardSeen seen) {
    HostVirtualSwitchSpec old = seen.vswitch().getSpec();
    HostVirtualSwitchSpec spec = new HostVirtualSwitchSpec();
    spec.setNumPorts(old.getNumPorts());
    spec.setMtu(old.getMtu());
    spec.setPolicy(Policies.copy(old.getPolicy()));
    spec.setBridge(old.getBridge());
    seen.bridge()
        .ifPresent(
            from -> {
              HostVirtualSwitchBondBridge to = new HostVirtualSwitchBondBridge();
              to.setNicDevice(from.getNicDevice());
              to.setBeacon(from.getBeacon());
              LinkDiscoveryProtocolConfig has = from.getLinkDiscoveryProtocolConfig();
              if (has != null) {
                LinkDiscoveryProtocolConfig config = new LinkDiscoveryProtocolConfig();
                config.setProtocol(has.getProtocol());
                config.setOperation(has.getOperation());
                to.setLinkDiscoveryProtocolConfig(config);
              }
              spec.setBridge(to);
            });
    StandardDraft draft = new StandardDraft(spec);
    draft.call(seen.name());
    return draft;
  }

  /** The host's own traffic, and that of its machines, goes through it. */
  static Change told(Change change, StandardSeen seen) {
    if (CARRYING.stream().noneMatch(change::isOf)) {
      return change;
    }
    if (!seen.adapters().isEmpty()) {
      return change.with(
          Effect.CUTS_NETWORK,
          "the host's own traffic goes through " + String.join(", ", seen.devices()));
    }
    return change.isOf(UPLINKS) && !seen.groups().isEmpty() && !seen.uplinks().isEmpty()
        ? change.with(
            Effect.CUTS_NETWORK,
            "machines may be on its port groups: " + String.join(", ", seen.groups()))
        : change;
  }
}
