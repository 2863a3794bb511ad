package dev.provision.modules.instances.parts;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Head;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.vsphere.inventory.Marks;
import java.util.LinkedHashMap;
import java.util.Map;

/** The marks that say whose a VM is, and whether it is protected. */
final class VmOwner implements Part<Head, Vm> {
  @Override
  public void create(Head wanted, Vm template, CreateDraft draft) {
    marks(wanted, template, template).forEach(draft::mark);
    draft.mark(Marks.RUN, draft.write().runId());
  }

  @Override
  public Map<String, String> marks(Head wanted, Vm seen, Vm vm) {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put(Marks.ENVIRONMENT, wanted.environment().toString());
    marks.put(Marks.ADDRESS, wanted.address().toString());
    marks.put(Marks.PROTECT, wanted.protect() ? "true" : "");
    return marks;
  }
}
