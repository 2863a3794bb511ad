package dev.provision.modules.instances.parts;

import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.CustomValues;
import java.util.List;
import java.util.Set;

/**
 * Values of custom attributes. No call that makes or reconfigures a VM carries them; {@code
 * InstanceWrites} sets them, before it switches the VM on.
 */
final class VmAttributes implements Part<CustomValues, CustomValues.Has> {
  @Override
  public Set<String> properties() {
    return Set.of(CustomFields.VALUES);
  }

  @Override
  public boolean has(String field) {
    return field.startsWith(CustomValues.FIELD + ".");
  }

  @Override
  public List<Change> changes(CustomValues wanted, CustomValues.Has seen, Vm vm) {
    return wanted.changes(seen);
  }

  @Override
  public List<Problem> problems(CustomValues wanted, Seen<CustomValues.Has> seen, Inventory read) {
    return wanted.problems("VirtualMachine", read);
  }
}
