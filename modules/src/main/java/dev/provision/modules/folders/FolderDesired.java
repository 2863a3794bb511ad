package dev.provision.modules.folders;

import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.Optional;

/**
 * Where the folder should be, and whose.
 *
 * @param place its inventory path, or its names below the datacenter's VM folder: {@code team/a}
 * @param vcenter names the datacenter; it may be left out where there is only one
 */
record FolderDesired(
    Address address,
    EnvironmentId environment,
    String place,
    VcenterSpec vcenter,
    boolean existing,
    boolean protect) {

  /**
   * The place is what {@code path} says. Without one it is the folder's name, and the environment's
   * own then carries the project, so that two repositories do not share one, and stands in the
   * connection's {@code folder}.
   */
  static FolderDesired of(
      Declaration<FolderSpec> declaration, EnvironmentId environment, VcenterSpec vcenter) {
    String name = declaration.address().name();
    String place =
        declaration
            .spec()
            .path()
            .orElseGet(
                () -> name.equals(environment.name()) ? own(environment, vcenter) : escaped(name));
    return new FolderDesired(
        declaration.address(),
        environment,
        place,
        vcenter,
        declaration.spec().existing(),
        declaration.common().protect());
  }

  private static String own(EnvironmentId environment, VcenterSpec vcenter) {
    String project = environment.project().isEmpty() ? "" : environment.project() + ".";
    return vcenter.folder().map(above -> above + "/").orElse("")
        + escaped(project + environment.name());
  }

  private static String escaped(String name) {
    return EntityName.escaped(name);
  }

  /** The connection's {@code folder}, where this one is to stand in it. */
  Optional<String> connectionFolder() {
    return vcenter.folder().filter(above -> place.equals(own(environment, vcenter)));
  }

  boolean isPath() {
    return InventoryPath.isPath(place);
  }

  /** Its path below a VM folder, unless it is one already. */
  InventoryPath below(InventoryPath vmFolder) {
    return InventoryPath.parse(isPath() ? place : vmFolder + "/" + place);
  }

  /** The path as far as it is known before anybody looked. */
  InventoryPath expected() {
    return below(vcenter.below().child("vm"));
  }

  /** Whether a mark says that it is this folder. */
  boolean isMarkedBy(ObjectMark mark) {
    return mark.isOf(environment) && mark.address().equals(address.toString());
  }

  ObjectMark mark(boolean adopted) {
    return new ObjectMark(environment.toString(), address.toString(), adopted, protect);
  }
}
