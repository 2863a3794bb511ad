package dev.provision.modules.instances;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.spi.Declaration;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.ImageTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the flavor with what the image needs at least ({@code min_disk}, {@code min_ram}). */
final class ImageMinimum {
  private ImageMinimum() {}

  static List<Diagnostic> missed(Declaration<InstanceSpec> declaration, InstanceDesired desired) {
    List<Diagnostic> missed = new ArrayList<>();
    ImageTraits image = desired.image().traits();
    // a flavor without a disk means the image's own disk, which may be smaller than min_disk
    Optional<DataSize> disk = desired.rootDisk().size().or(() -> desired.image().diskSize());
    check(declaration, desired, "disk", "min_disk", disk, image.minDisk(), missed);
    check(
        declaration,
        desired,
        "ram",
        "min_ram",
        Optional.of(desired.sizing().ram()),
        image.minRam(),
        missed);
    return missed;
  }

  private static void check(
      Declaration<InstanceSpec> declaration,
      InstanceDesired desired,
      String field,
      String minimum,
      Optional<DataSize> given,
      Optional<DataSize> wanted,
      List<Diagnostic> missed) {
    if (given.isEmpty() || wanted.isEmpty() || given.get().compareTo(wanted.get()) >= 0) {
      return;
    }
    Span at = declaration.spanOf("flavor");
    missed.add(
        Diagnostic.error(
                "flavor `"
                    + desired.sizing().flavor()
                    + "` gives "
                    + field
                    + " of "
                    + given.get()
                    + ", image `"
                    + desired.image().image()
                    + "` asks for at least "
                    + wanted.get()
                    + " ("
                    + minimum
                    + ")",
                desired.sizing().where().getOrDefault(field, at))
            .withRelated(List.of(new Diagnostic.Related("used here", at))));
  }
}
