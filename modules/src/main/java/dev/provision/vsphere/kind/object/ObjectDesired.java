package dev.provision.vsphere.kind.object;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.Optional;
import java.util.Set;

/**
 * The desired state of an inventory object: its owner and its place.
 *
 * @param place the place as the playbook gives it
 * @param path the full path; empty before the first look, and when it cannot be determined
 * @param values of custom attributes
 * @param tags of vCenter
 * @param leftOut declared fields that the connected server does not support
 */
public record ObjectDesired<S>(
    Address address,
    EnvironmentId environment,
    S spec,
    VcenterSpec vcenter,
    ObjectPlace place,
    Optional<InventoryPath> path,
    boolean protect,
    CustomValues values,
    VsphereTags tags,
    Set<String> leftOut) {
  public ObjectDesired {
    leftOut = Set.copyOf(leftOut);
  }

  /** The same at another path. */
  ObjectDesired<S> at(Optional<InventoryPath> where) {
    return new ObjectDesired<>(
        address, environment, spec, vcenter, place, where, protect, values, tags, leftOut);
  }

  /** The same with another spec: names replaced by what the inventory says they mean. */
  public ObjectDesired<S> meaning(S other) {
    return new ObjectDesired<>(
        address, environment, other, vcenter, place, path, protect, values, tags, leftOut);
  }

  /** The same under its former name. */
  ObjectDesired<S> called(Address former) {
    return new ObjectDesired<>(
        former, environment, spec, vcenter, place, path, protect, values, tags, leftOut);
  }

  /** The same without these fields. */
  ObjectDesired<S> without(Set<String> fields) {
    return new ObjectDesired<>(
        address, environment, spec, vcenter, place, path, protect, values, tags, fields);
  }

  public boolean isExisting() {
    return place.use() == ObjectPlace.Use.EXISTING;
  }

  /** Whether the mark belongs to this resource. */
  boolean isMarkedBy(ObjectMark mark) {
    return mark.isOf(environment) && mark.address().equals(address.toString());
  }

  ObjectMark mark(boolean adopted) {
    boolean destroys = spec instanceof DestroysData own && own.destroysData();
    return new ObjectMark(environment.toString(), address.toString(), adopted, protect, destroys);
  }
}
