package dev.provision.modules.instances.parts;

import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.List;

/**
 * Tags of vCenter. They come over another API than a VM; {@code InstanceWrites} attaches them,
 * before it switches the VM on.
 */
final class VmTags implements Part<VsphereTags, VsphereTags.Has> {
  @Override
  public boolean has(String field) {
    return field.startsWith(VsphereTags.FIELD + ".");
  }

  @Override
  public List<Change> changes(VsphereTags wanted, VsphereTags.Has seen, Vm vm) {
    return wanted.changes(seen);
  }

  @Override
  public List<Problem> problems(VsphereTags wanted, Seen<VsphereTags.Has> seen, Inventory read) {
    return wanted.problems("VirtualMachine", read);
  }
}
