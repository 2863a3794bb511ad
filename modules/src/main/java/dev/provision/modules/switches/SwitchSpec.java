package dev.provision.modules.switches;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.NamesAlone;
import dev.provision.spi.schema.OneOrMore;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import dev.provision.vsphere.kind.traffic.SecuritySpec;
import dev.provision.vsphere.kind.traffic.ShapingSpec;
import dev.provision.vsphere.kind.traffic.TeamingSpec;
import dev.provision.vsphere.places.SwitchVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code dvs1: {folder: fabric, uplinks: [uplink1, uplink2], mtu: 9000, hosts: {all: {uplink1:
 * vmnic2, uplink2: vmnic3}}}}.
 */
@Doc(
    "A distributed switch, or with a list of `hosts` or a `cluster` a standard switch on each of"
        + " these hosts. A field that is left out is not compared; a new switch then has what"
        + " vCenter gives it.")
public record SwitchSpec(
    @Doc("The folder of networks that contains it, by name or path; none when left out.")
        @Refers("folders")
        Optional<Ref> folder,
    @Doc(
            "The version of the switch, such as 8.0.0: one that the server offers. A higher one"
                + " upgrades it; it never goes back.")
        Optional<String> version,
    @Doc(
            "The names of its uplinks, in order, or how many: 2 means uplink1 and uplink2. Others"
                + " are removed.")
        @OneOrMore
        Optional<List<String>> uplinks,
    @Doc("The largest frame, 1280 to 9000.") Optional<Integer> mtu,
    @Doc("How it finds its neighbours, and they it.") Optional<DiscoverySpec> discovery,
    @Doc("How it forwards multicast: basic, or by snooping IGMP and MLD.")
        Optional<Multicast> multicast,
    @Doc("Whom to ask about it.") Optional<ContactSpec> contact,
    @Doc("A text about it.") Optional<String> description,
    @Doc("Network I/O Control.") Optional<NiocSpec> nioc,
    @Doc("Link aggregation groups, by name; others stay.") Optional<Map<String, LagSpec>> lacp,
    @Doc("Checks of the physical network.") Optional<HealthSpec> healthCheck,
    @Doc(
            "Private VLANs, by primary and secondary: `100: {101: isolated, 102: community}`. The"
                + " promiscuous one of each primary comes with it.")
        Optional<Map<String, Map<String, PrivateVlan>>> privateVlans,
    @Doc(
            "The member hosts, by name or inventory path, each with the NICs on its uplinks:"
                + " `esx1: {uplink1: vmnic2}`; `all` stands for the hosts of the connection's"
                + " clusters that are not named. `none` for an uplink without a NIC.")
        @NamesAlone
        Optional<Map<String, Map<String, String>>> hosts,
    @Doc("For a standard switch: the cluster on whose hosts it is, besides those in `hosts`.")
        Optional<PlaceName> cluster,
    @Doc("For a standard switch: what machines may do, where their port group does not say.")
        Optional<SecuritySpec> security,
    @Doc("For a standard switch: which of its NICs carry the traffic.")
        Optional<TeamingSpec> teaming,
    @Doc("For a standard switch: how much each port may send.") Optional<ShapingSpec> shaping,
    @Doc(
            "Whether `hosts`, `lacp`, `private_vlans` and `nioc.pools`, where they are given, are all"
                + " that it has: others are removed.")
        @Default("false")
        boolean exclusive,
    @Doc("Its inventory path, for one that is only looked up and has another name.")
        Optional<PlaceName> path,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements HasCustomAttributes, HasVsphereTags, SwitchVersions.Named {
  @Override
  public Optional<String> switchVersion() {
    return existing || isStandard() ? Optional.empty() : version;
  }

  /** One that exists. */
  static SwitchSpec existing(
      Optional<PlaceName> path, Map<Ref, String> customAttributes, Optional<TagsSpec> tags) {
    return new SwitchSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        path,
        true,
        customAttributes,
        tags);
  }

  /** Hosts without NICs on uplinks are a list in the playbook: that is a standard switch. */
  boolean isStandard() {
    return cluster.isPresent()
        || hosts
            .filter(all -> !all.isEmpty() && all.values().stream().allMatch(Map::isEmpty))
            .isPresent();
  }

  /** The names of the uplinks; a number stands for so many. */
  Optional<List<String>> uplinkNames() {
    return uplinks.map(
        all -> {
          if (all.size() != 1 || !all.get(0).matches("[1-9][0-9]?")) {
            return all;
          }
          List<String> names = new ArrayList<>();
          for (int i = 1; i <= Integer.parseInt(all.get(0)); i++) {
            names.add("uplink" + i);
          }
          return names;
        });
  }
}
