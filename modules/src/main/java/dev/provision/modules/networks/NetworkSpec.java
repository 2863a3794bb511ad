package dev.provision.modules.networks;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Key;
import dev.provision.spi.schema.Shorthand;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code private: {port_group: VM Network}}, or {@code private: VM Network}; with a switch, a
 * standard port group that is made: {@code app: {switch: vSwitch0, vlan: 42, cluster: prod}}.
 */
@Doc("A network that NICs connect to.")
public record NetworkSpec(
    @Doc(
            "An existing standard or distributed port group or opaque network: by exact name where it"
                + " is unique, by inventory path, or by key (dvportgroup-123, or the id of an opaque"
                + " network, as in nova.conf's integration_bridge). With `switch`, the name of the"
                + " port group that is made; the network's own name when left out.")
        @Shorthand
        Optional<PlaceName> portGroup,
    @Doc("The standard switch of each host that a port group is made on. Without it, none is made.")
        @Key("switch")
        Optional<String> switchName,
    @Doc(
            "With `switch`: a VLAN from 1 to 4094, `none`, or `trunk` for all of them; none when it is"
                + " made without.")
        Optional<String> vlan,
    @Doc("With `switch`: what VMs on it may do.") Optional<SecuritySpec> security,
    @Doc("With `switch`: the hosts that get it, by name or inventory path.")
        Optional<List<PlaceName>> hosts,
    @Doc(
            "With `switch`: the cluster whose hosts get it. Without `hosts` and `cluster`, the hosts of"
                + " the connection's clusters get it.")
        Optional<PlaceName> cluster)
    implements HasActivities {
  /** An existing network. */
  static NetworkSpec existing(PlaceName portGroup) {
    return new NetworkSpec(
        Optional.of(portGroup),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  boolean isExisting() {
    return switchName.isEmpty();
  }

  Optional<VlanId> vlanId() {
    return vlan.map(VlanId::parse);
  }

  SecuritySpec allowed() {
    return security.orElse(SecuritySpec.NONE);
  }

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return isExisting() ? Set.of() : Activities.set(Activities.PORT_GROUPS, Activities.JOURNAL);
  }
}
