package dev.provision.modules.instances.size;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.VolumeBoot;
import dev.provision.spi.Declaration;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.exported.CpuTopology;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.ImageTraits;
import dev.provision.vsphere.exported.Sizing;
import java.util.List;

/**
 * Combines a flavor with an instance and its image, and finds where the flavor's fields are
 * written.
 */
public final class FlavorFields {
  private static final String EXTRA_SPECS = "extra_specs";

  private FlavorFields() {}

  /**
   * Where a field is written in the flavor; if it is not, the place of the extra specs or of the
   * flavor.
   */
  public static Span where(Sizing sizing, String field, Span flavor) {
    Span all =
        field.startsWith(EXTRA_SPECS) ? sizing.where().getOrDefault(EXTRA_SPECS, flavor) : flavor;
    return sizing.where().getOrDefault(field, all);
  }

  /**
   * The flavor's size, with cores per socket from the flavor and the image.
   *
   * @param mismatches gets the reason if the two contradict each other
   */
  public static Sizing sizing(
      Declaration<InstanceSpec> declaration, Resolved refs, List<String> mismatches) {
    Sizing flavor =
        declaration
            .spec()
            .flavor()
            .map(ref -> refs.get("flavors", ref.name(), Sizing.class))
            .orElse(Sizing.NONE);
    ImageTraits image = VolumeBoot.image(declaration, refs).traits();
    if (flavor.coresPerSocket().isPresent() || !flavor.isSaid()) {
      return flavor;
    }
    try {
      return CpuTopology.cores(flavor.vcpus(), flavor.extraSpecs(), image)
          .map(flavor::withCores)
          .orElse(flavor);
    } catch (IllegalArgumentException e) {
      mismatches.add("flavor `" + flavor.flavor() + "`: " + e.getMessage());
      return flavor;
    }
  }

  /** An error for an image and a flavor that do not fit together. */
  public static Diagnostic mismatch(String why, Span usedAt, Sizing sizing) {
    Span at =
        why.startsWith("image `")
            ? sizing.where().getOrDefault(ExtraSpec.VIDEO_RAM_MAX.path(), usedAt)
            : usedAt;
    return Diagnostic.error(why, at)
        .withRelated(List.of(new Diagnostic.Related("used here", usedAt)));
  }
}
