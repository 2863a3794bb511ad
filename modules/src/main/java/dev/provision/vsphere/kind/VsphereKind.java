package dev.provision.vsphere.kind;

import dev.provision.spi.ManagedKind;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A managed kind of this provider. */
public interface VsphereKind<S extends Record, D, O>
    extends ManagedKind<S, D, O, Inventory, VsphereWriter> {
  /** Where the mark of its objects is stored. */
  Carrier carrier();

  /**
   * Properties that it reads of every object of a type, by wire name of the type. They are read for
   * the whole inventory, so there should be few and small ones. Names and parents are always read.
   */
  default Map<String, Set<String>> lightProperties() {
    return Map.of();
  }

  /**
   * What its rows read, by wire name of the type, besides {@link #lightProperties}. A capture keeps
   * it as it is, so that a rehearsal compares what a plan compares.
   */
  default Map<String, Set<String>> rowProperties() {
    return Map.of();
  }

  /** The first version of the API that has its calls. */
  default String since() {
    return ApiVersion.OLDEST.text();
  }

  @Override
  default String works() {
    return "Works with vSphere API " + since() + " and newer.";
  }

  /** The fields that only some versions of the API support, by the paths of {@link #remarks}. */
  default List<Meaning> versions() {
    return List.of();
  }

  /** The fields of its rows, by their paths in the playbook; none for a kind without rows. */
  default List<String> rowFields() {
    return List.copyOf(remarks().keySet());
  }

  /**
   * The same for each further form that it has: a network is a port group of hosts or one of a
   * distributed switch.
   */
  default Map<String, List<String>> otherForms() {
    return Map.of();
  }

  /** The types of its objects that can have tags of vCenter, by wire name; none for most. */
  default Set<String> taggedTypes() {
    return Set.of();
  }

  /** Everything the program may do in a vCenter for a resource of this kind. */
  default Set<Activity> activities() {
    return Set.of();
  }

  /** Properties that it needs of VMs that are read in full. */
  default Set<String> fullProperties() {
    return Set.of();
  }
}
