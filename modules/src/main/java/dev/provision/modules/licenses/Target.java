package dev.provision.modules.licenses;

import dev.provision.spi.Change;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a license is to be assigned to.
 *
 * @param field as the plan writes it, {@code assign.prod}
 * @param type of the object; empty for the vCenter itself
 * @param name its name or path
 */
record Target(String field, String type, PlaceName name) implements Change.Key {
  private static final String VCENTER = "vcenter";

  static List<Target> of(AssignSpec assign, Resolved references) {
    List<Target> targets = new ArrayList<>();
    for (Ref each : assign.clusters()) {
      String name = references.get("clusters", each.name(), String.class);
      targets.add(of(each.name(), "ClusterComputeResource", name));
    }
    for (Ref each : assign.hosts()) {
      String path = references.get("hosts", each.name(), HostRef.class).path().toString();
      targets.add(of(each.name(), "HostSystem", path));
    }
    if (assign.vcenter()) {
      targets.add(of(VCENTER, "", VCENTER));
    }
    return targets;
  }

  private static Target of(String field, String type, String name) {
    return new Target("assign." + field, type, new PlaceName(name));
  }

  /** The id under which the server assigns; empty while the object is not there. */
  Optional<String> id(VcenterSpec vcenter, Inventory read) {
    if (type.isEmpty()) {
      return Optional.ofNullable(read.about().getInstanceUuid());
    }
    return read.find(List.of(type), name, vcenter.below(read)) instanceof Lookup.Found found
        ? Place.known(found.item().ref()).map(ref -> ref.getVal())
        : Optional.empty();
  }
}
