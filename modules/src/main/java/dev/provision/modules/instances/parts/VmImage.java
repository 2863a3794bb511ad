package dev.provision.modules.instances.parts;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.InstanceSpec.OnImageChange;
import dev.provision.modules.instances.vm.MadeOf;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Marks;
import java.util.List;

/**
 * The version of the image that a VM was made from. A new one replaces the VM only if the playbook
 * says so.
 */
public final class VmImage implements Part<MadeOf, Vm> {
  static final String FIELD = "image";

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  /** Whether the image has changed since; false while either version is unknown. */
  public static boolean differs(String now, Vm vm) {
    String made = vm.mark(Marks.IMAGE);
    return !made.isEmpty() && !now.isEmpty() && !made.equals(now);
  }

  @Override
  public List<Change> changes(MadeOf wanted, Vm seen, Vm vm) {
    if (wanted.onChange() != OnImageChange.REPLACE || !differs(wanted.image().version(), vm)) {
      return List.of();
    }
    return List.of(
        Change.inPlace(FIELD, vm.mark(Marks.IMAGE), wanted.image().version())
            .with(Effect.REPLACES_AS_DECLARED, "on_image_change is replace"));
  }

  @Override
  public void create(MadeOf wanted, Vm template, CreateDraft draft) {
    draft.mark(Marks.IMAGE, wanted.image().version());
  }
}
