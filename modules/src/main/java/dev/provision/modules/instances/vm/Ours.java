package dev.provision.modules.instances.vm;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.Marks;

/**
 * What our marks on a VM are to say of whose it is.
 *
 * @param uuid the instanceUuid that it has if we make it
 */
public record Ours(String uuid, EnvironmentId environment, Address address, boolean protect) {
  public static Ours of(InstanceDesired desired) {
    return new Ours(desired.uuid(), desired.environment(), desired.address(), desired.protect());
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
