package dev.provision.modules.instances.vm;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Marks;
import java.util.Optional;

/**
 * Which instance it is, and whose: what any part may know besides its own values.
 *
 * @param formerly the address it had before
 * @param protect whether nothing may delete it
 */
public record Head(
    Address address,
    EnvironmentId environment,
    Optional<Address> formerly,
    boolean protect,
    VcenterSpec connection) {

  /** The instanceUuid that it has if we make it. */
  public String uuid() {
    return Identity.instanceUuid(environment, address);
  }

  /** The VM's name as the API holds it. */
  public String name() {
    return EntityName.escaped(address.name());
  }

  /**
   * Whether a VM carries the marks of the address, written for another instanceUuid, as a machine
   * does that a backup gave back. One that we made gets its instanceUuid back, so that all that is
   * computed of it stays; one that was adopted has its mark written anew.
   */
  public boolean isRestored(Vm vm) {
    return !vm.mark(Marks.UUID).isEmpty()
        && !vm.mark(Marks.UUID).equalsIgnoreCase(vm.uuid())
        && vm.mark(Marks.ADDRESS).equals(address.toString())
        && vm.mark(Marks.ENVIRONMENT).equals(environment.toString());
  }

  /** The instanceUuid that a VM has, or gets back. */
  public String uuidOf(Vm vm) {
    return isRestored(vm) && !vm.isAdopted() ? vm.mark(Marks.UUID) : vm.uuid();
  }
}
