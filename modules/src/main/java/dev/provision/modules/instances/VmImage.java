package dev.provision.modules.instances;

import dev.provision.modules.instances.InstanceSpec.OnImageChange;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Marks;
import java.util.Optional;

/** Which version of its image a VM was made from. Another one is never a silent replacement. */
final class VmImage {
  static final String FIELD = "image";

  private VmImage() {}

  /** Whether the image is another one now; not while either side is unknown. */
  static boolean differs(InstanceDesired desired, InstanceState vm) {
    String made = vm.mark(Marks.IMAGE);
    String now = desired.image().version();
    return !made.isEmpty() && !now.isEmpty() && !made.equals(now);
  }

  static Optional<Change> change(InstanceDesired desired, InstanceState vm) {
    if (desired.spec().onImageChange() != OnImageChange.REPLACE || !differs(desired, vm)) {
      return Optional.empty();
    }
    return Optional.of(
        Change.inPlace(FIELD, vm.mark(Marks.IMAGE), desired.image().version())
            .with(Effect.REPLACES_AS_DECLARED, "on_image_change is replace"));
  }
}
