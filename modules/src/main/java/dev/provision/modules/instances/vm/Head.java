package dev.provision.modules.instances.vm;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Marks;
import java.util.Optional;

/**
 * Which instance a VM is, and whose. Every part may know this besides its own values.
 *
 * @param formerly the address that it had before it was renamed
 * @param protect whether nothing may delete it
 * @param adopts whether it says {@code adopt: true}: it is never made, and only what is declared of
 *     it is compared
 */
public record Head(
    Address address,
    EnvironmentId environment,
    Optional<Address> formerly,
    boolean protect,
    boolean adopts,
    VcenterSpec connection) {

  /** The instanceUuid that the VM gets if we make it. */
  public String uuid() {
    return Identity.instanceUuid(environment, address);
  }

  /** The VM's name as the API needs it. */
  public String name() {
    return EntityName.escaped(address.name());
  }

  /**
   * Whether a VM has the marks of this address but another instanceUuid than they name, as after a
   * restore from a backup. A VM that we made then gets its old instanceUuid back, because other
   * values are computed from it; an adopted one gets a new mark.
   */
  public boolean isRestored(Vm vm) {
    return !vm.mark(Marks.UUID).isEmpty()
        && !vm.mark(Marks.UUID).equalsIgnoreCase(vm.uuid())
        && vm.mark(Marks.ADDRESS).equals(address.toString())
        && vm.mark(Marks.ENVIRONMENT).equals(environment.toString());
  }

  /** The instanceUuid that a VM has, or gets back after a restore. */
  public String uuidOf(Vm vm) {
    return isRestored(vm) && !vm.isAdopted() ? vm.mark(Marks.UUID) : vm.uuid();
  }
}
