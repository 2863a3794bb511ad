package dev.provision.vsphere.kind.object;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.Optional;
import java.util.Set;

/**
 * What an object of the inventory should be, whose, and where.
 *
 * @param place as the playbook says it
 * @param path where that is; empty before anybody looked, and where nothing tells
 * @param leftOut fields that mean nothing on the server at hand
 */
public record ObjectDesired<S>(
    Address address,
    EnvironmentId environment,
    S spec,
    VcenterSpec vcenter,
    ObjectPlace place,
    Optional<InventoryPath> path,
    boolean protect,
    Set<String> leftOut) {
  public ObjectDesired {
    leftOut = Set.copyOf(leftOut);
  }

  /** The same, at a path. */
  ObjectDesired<S> at(Optional<InventoryPath> where) {
    return new ObjectDesired<>(address, environment, spec, vcenter, place, where, protect, leftOut);
  }

  /** The same as it was called before. */
  ObjectDesired<S> called(Address former) {
    return new ObjectDesired<>(former, environment, spec, vcenter, place, path, protect, leftOut);
  }

  /** The same without these fields. */
  ObjectDesired<S> without(Set<String> fields) {
    return new ObjectDesired<>(address, environment, spec, vcenter, place, path, protect, fields);
  }

  public boolean isExisting() {
    return place.use() == ObjectPlace.Use.EXISTING;
  }

  /** Whether a mark says that it is this one. */
  boolean isMarkedBy(ObjectMark mark) {
    return mark.isOf(environment) && mark.address().equals(address.toString());
  }

  ObjectMark mark(boolean adopted) {
    return new ObjectMark(environment.toString(), address.toString(), adopted, protect);
  }
}
