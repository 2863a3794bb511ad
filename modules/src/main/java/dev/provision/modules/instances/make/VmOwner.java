package dev.provision.modules.instances.make;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.modules.instances.vm.Ours;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.vsphere.inventory.Marks;
import java.util.LinkedHashMap;
import java.util.Map;

/** The marks that say whose a VM is, and whether it is protected. */
final class VmOwner implements Part<Ours, Vm> {
  @Override
  public Ours wanted(InstanceDesired desired) {
    return Ours.of(desired);
  }

  @Override
  public Vm seen(InstanceState vm) {
    return vm.vm();
  }

  @Override
  public void create(Ours wanted, Vm template, CreateDraft draft) {
    marks(wanted, template, template).forEach(draft::mark);
    draft.mark(Marks.RUN, draft.write().runId());
  }

  @Override
  public Map<String, String> marks(Ours wanted, Vm seen, Vm vm) {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put(Marks.ENVIRONMENT, wanted.environment().toString());
    marks.put(Marks.ADDRESS, wanted.address().toString());
    marks.put(Marks.PROTECT, wanted.protect() ? "true" : "");
    return marks;
  }
}
