package dev.provision.modules.networks;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Key;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Shorthand;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import dev.provision.vsphere.kind.traffic.Allowed;
import dev.provision.vsphere.kind.traffic.SecuritySpec;
import dev.provision.vsphere.kind.traffic.ShapingSpec;
import dev.provision.vsphere.kind.traffic.TeamingSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code private: {port_group: VM Network}}, or {@code private: VM Network}; with a switch, a
 * standard port group that is made: {@code app: {switch: vSwitch0, vlan: 42, cluster: prod}}.
 */
@Doc("A network that NICs connect to.")
public record NetworkSpec(
    @Doc(
            "An existing standard or distributed port group or opaque network: by exact"
                + " name if it is unique, by inventory path, or by key (dvportgroup-123, or the"
                + " id of an opaque network, as in nova.conf's integration_bridge). With"
                + " `switch`: the name of the port group to create; the network's own name when"
                + " left out.")
        @Shorthand
        Optional<PlaceName> portGroup,
    @Doc(
            "The switch on which to create a port group: one of `switches`, or one that exists,"
                + " distributed or, on each host, standard. When left out, none is created.")
        @Key("switch")
        @Refers("switches")
        Optional<Ref> switchName,
    @Doc(
            "With `switch`: a VLAN from 1 to 4094, `none`, or `trunk` for all VLANs; a"
                + " new port group has none when this is left out. On a distributed switch also"
                + " `trunk 1-10, 20`, `private 101` and `inherit`.")
        Optional<String> vlan,
    @Doc("With `switch`: what VMs on it may do.") Optional<SecuritySpec> security,
    @Doc("With `switch`: which uplinks of the switch carry its traffic.")
        Optional<TeamingSpec> teaming,
    @Doc("With `switch`: how much its ports may send.") Optional<ShapingSpec> shaping,
    @Doc("On a distributed switch: how much its ports may receive.")
        Optional<ShapingSpec> inShaping,
    @Doc(
            "On a distributed switch: whether a NIC keeps its port for as long as it is there, or"
                + " has one only while it is connected.")
        Optional<Binding> binding,
    @Doc(
            "On a distributed switch: how many ports a port group has that is not elastic, or that"
                + " a new one begins with.")
        Optional<Integer> ports,
    @Doc("On a distributed switch: whether it gets more ports when they are needed.")
        Optional<Boolean> elastic,
    @Doc("On a distributed switch: whether all traffic of its ports is stopped.")
        Optional<Allowed> block,
    @Doc("On a distributed switch: whether its traffic is reported to a NetFlow collector.")
        Optional<Allowed> netflow,
    @Doc(
            "On a distributed switch: the network resource pool for its machines, one of the"
                + " `nioc.pools` of the switch or one that it has, or `none`.")
        Optional<String> resourcePool,
    @Doc("On a distributed switch: whether its ports learn MAC addresses.")
        Optional<MacLearningSpec> macLearning,
    @Doc("On a distributed switch: what single ports may have otherwise.")
        Optional<OverridesSpec> portOverrides,
    @Doc("On a distributed switch: a text about it.") Optional<String> description,
    @Doc("With `switch`: the hosts to create it on, by name or inventory path.")
        Optional<List<PlaceName>> hosts,
    @Doc(
            "With `switch`: the cluster on whose hosts to create it. Without `hosts` and"
                + " `cluster`, it is created on the hosts of the connection's clusters.")
        Optional<PlaceName> cluster,
    @Doc("On a distributed switch: values of custom attributes; others are left alone.")
        @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("On a distributed switch: tags of vCenter that it has; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements HasActivities, HasCustomAttributes, HasVsphereTags {
  /** An existing network. */
  static NetworkSpec existing(PlaceName portGroup) {
    return new NetworkSpec(
        Optional.of(portGroup),
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
        Map.of(),
        Optional.empty());
  }

  /** The values of custom attributes, where some are declared. */
  Optional<Map<Ref, String>> values() {
    return Optional.of(customAttributes).filter(all -> !all.isEmpty());
  }

  boolean isExisting() {
    return switchName.isEmpty();
  }

  Optional<VlanId> vlanId() {
    return vlan.map(VlanId::parse);
  }

  /** The same on a switch by its path. */
  NetworkSpec on(InventoryPath path) {
    return new NetworkSpec(
        portGroup,
        Optional.of(new Ref(path.toString())),
        vlan,
        security,
        teaming,
        shaping,
        inShaping,
        binding,
        ports,
        elastic,
        block,
        netflow,
        resourcePool,
        macLearning,
        portOverrides,
        description,
        hosts,
        cluster,
        customAttributes,
        vsphereTags);
  }

  /** How a NIC gets a port ({@code DistributedVirtualPortgroupPortgroupType}). */
  public enum Binding {
    STATIC("earlyBinding"),
    EPHEMERAL("ephemeral");

    private final String word;

    Binding(String word) {
      this.word = word;
    }

    /** As the API calls it. */
    String word() {
      return word;
    }

    /** As the playbook does; an older binding has its own word. */
    static String shown(String type) {
      return STATIC.word.equals(type) ? "static" : type;
    }
  }

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return isExisting()
        ? Set.of()
        : Activities.set(
            Activities.PORT_GROUPS,
            Activities.JOURNAL,
            PortGroupActivity.KEEPING,
            Activities.MARKS);
  }
}
