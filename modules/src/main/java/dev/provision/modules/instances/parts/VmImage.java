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

/** Which version of its image a VM was made from. Another one is never a silent replacement. */
public final class VmImage implements Part<MadeOf, Vm> {
  static final String FIELD = "image";

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  /** Whether the image is another one now; not while either side is unknown. */
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
