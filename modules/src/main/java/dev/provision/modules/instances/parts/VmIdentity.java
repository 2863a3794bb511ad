package dev.provision.modules.instances.parts;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Head;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Marks;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The instanceUuid of a VM and the mark that repeats it. A VM with our marks and another
 * instanceUuid was restored, replicated or registered again.
 */
final class VmIdentity implements Part<Head, Vm> {
  private static final String FIELD = "identity";

  private static final String RESTORED =
      "restored, replicated or registered again: its marks are ours, its instanceUuid is another"
          + " one, and no original is left";

  @Override
  public Set<String> properties() {
    return Set.of(Vm.UUID, "config.extraConfig", "config.changeVersion");
  }

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  /** The change that makes a restored VM ours again. */
  @Override
  public List<Change> changes(Head wanted, Vm seen, Vm vm) {
    return wanted.isRestored(vm)
        ? List.of(
            Change.inPlace(
                    FIELD,
                    vm.uuid(),
                    vm.isAdopted() ? vm.uuid() + " in its mark" : vm.mark(Marks.UUID))
                .with(Effect.RELINKS, RESTORED))
        : List.of();
  }

  @Override
  public Map<String, String> marks(Head wanted, Vm seen, Vm vm) {
    return Map.of(Marks.UUID, wanted.uuidOf(vm));
  }

  @Override
  public void create(Head wanted, Vm template, CreateDraft draft) {
    draft.config().setInstanceUuid(wanted.uuid());
    draft.mark(Marks.UUID, wanted.uuid());
  }

  @Override
  public void update(Head wanted, Vm seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    if (vm.isAdopted()) {
      draft.mark(Marks.UUID, vm.uuid());
    } else {
      // this works while the VM runs (ConfigSpec.instanceUuid)
      draft.config().setInstanceUuid(wanted.uuidOf(vm));
    }
  }
}
