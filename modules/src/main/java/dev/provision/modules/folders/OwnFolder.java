package dev.provision.modules.folders;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.object.ObjectDesired;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of the environment itself. It carries the project, so that two repositories do not
 * share one, and stands in the connection's {@code folder}.
 */
final class OwnFolder {
  private OwnFolder() {}

  /** Its names below the VMs' tree, or its path where the connection's folder is one. */
  static String text(EnvironmentId environment, VcenterSpec vcenter) {
    String project = environment.project().isEmpty() ? "" : environment.project() + ".";
    return vcenter.folder().map(above -> above + "/").orElse("")
        + EntityName.escaped(project + environment.name());
  }

  static boolean is(ObjectDesired<FolderSpec> desired) {
    return !desired.isExisting() && desired.address().name().equals(desired.environment().name());
  }

  /** Whether a folder with this mark is the own one of its environment. */
  static boolean is(Address address, ObjectMark mark) {
    String environment = mark.environment();
    return address.name().equals(environment.substring(environment.lastIndexOf('/') + 1));
  }

  /**
   * The connection's folder where one has its text as a name: it is read as a name before it is
   * read as a path. Empty for other folders, and where none is called so.
   *
   * @param top of the VMs' tree
   */
  static Optional<InventoryPath> above(
      ObjectDesired<FolderSpec> desired, Optional<InventoryPath> top, Inventory read) {
    boolean own = desired.place().text().equals(text(desired.environment(), desired.vcenter()));
    return desired
        .vcenter()
        .folder()
        .filter(name -> own)
        .flatMap(
            name ->
                top.stream()
                    .flatMap(tree -> Stream.of(name, EntityName.shown(name)).map(tree::child))
                    .filter(each -> read.at(each).filter(FolderTree::holdsVms).isPresent())
                    .findFirst());
  }
}
