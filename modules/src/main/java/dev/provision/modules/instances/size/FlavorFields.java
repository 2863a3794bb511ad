package dev.provision.modules.instances.size;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.VolumeBoot;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.exported.CpuTopology;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.ImageTraits;
import dev.provision.vsphere.exported.Sizing;
import java.util.List;

/** What a flavor's extra specs and further disks mean where they meet an instance and its image. */
public final class FlavorFields {
  private static final String EXTRA_SPECS = "extra_specs";

  private FlavorFields() {}

  /** Where its value stands; the flavor's extra specs where it does not stand any more. */
  public static Span where(Sizing sizing, String field, Span flavor) {
    Span all =
        field.startsWith(EXTRA_SPECS) ? sizing.where().getOrDefault(EXTRA_SPECS, flavor) : flavor;
    return sizing.where().getOrDefault(field, all);
  }

  /**
   * The flavor's size with the cores that it and the image come to.
   *
   * @param misfits gets the reason when there is no such topology
   */
  public static Sizing sizing(InstanceSpec spec, Resolved refs, List<String> misfits) {
    Sizing flavor = refs.get("flavors", spec.flavor().name(), Sizing.class);
    ImageTraits image = VolumeBoot.image(spec, refs).traits();
    if (flavor.coresPerSocket().isPresent()) {
      return flavor;
    }
    try {
      return CpuTopology.cores(flavor.vcpus(), flavor.extraSpecs(), image)
          .map(flavor::withCores)
          .orElse(flavor);
    } catch (IllegalArgumentException e) {
      misfits.add("flavor `" + flavor.flavor() + "`: " + e.getMessage());
      return flavor;
    }
  }

  /** An image and a flavor that do not go together. */
  public static Diagnostic misfit(String why, Span usedAt, Sizing sizing) {
    Span at =
        why.startsWith("image `")
            ? sizing.where().getOrDefault(ExtraSpec.VIDEO_RAM_MAX.path(), usedAt)
            : usedAt;
    return Diagnostic.error(why, at)
        .withRelated(List.of(new Diagnostic.Related("used here", usedAt)));
  }
}
