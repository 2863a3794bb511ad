package dev.provision.modules.instances.vm;

import dev.provision.spi.Declaration;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.exported.VolumeRef;
import java.util.List;
import java.util.Optional;

/**
 * Booting from a volume, as Nova does with {@code boot_index} 0 of a block device mapping: {@code
 * volumes: {root: boot}} and no {@code image}. The VM is created without a disk of its own, on the
 * hardware of the volume's image, and the volume is attached in its first slot before it is first
 * switched on.
 */
public final class VolumeBoot {
  /** The name of the volume that an instance without an image boots from. */
  static final String ROOT = "root";

  private VolumeBoot() {}

  /** What is taken from no image. */
  private static final TemplateRef NOTHING =
      new TemplateRef(
          "", "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public static boolean is(InstanceSpec spec) {
    return spec.image().isEmpty() && spec.volumes().containsKey(ROOT);
  }

  /** Finds mistakes in what an instance boots from. */
  public static void check(Declaration<InstanceSpec> declaration, List<Problem> problems) {
    InstanceSpec spec = declaration.spec();
    Optional<Ref> root = Optional.ofNullable(spec.volumes().get(ROOT)).map(VolumeUse::volume);
    if (spec.image().isPresent()) {
      root.ifPresent(
          volume ->
              problems.add(
                  new Problem(
                      "volumes." + ROOT,
                      "it boots from image `"
                          + spec.image().get().name()
                          + "`, so no volume is its `root`: leave out `image` to boot from `"
                          + volume.name()
                          + "`, or give the volume another name here")));
      return;
    }
    if (root.isEmpty() && declaration.common().adopt()) {
      adopted(spec, problems);
      return;
    }
    if (root.isEmpty()) {
      problems.add(
          new Problem(
              "",
              "it has nothing to boot from: name an `image`, or a volume as in `volumes: {root:"
                  + " boot}`, or take a machine that is there with `adopt: true`"));
    }
    if (spec.cloneMode().isPresent()) {
      problems.add(
          new Problem("clone", "one that boots from a volume is no clone; leave `clone` out"));
    }
    if (spec.customization().isPresent()) {
      problems.add(
          new Problem(
              "customization",
              "only a clone is customized, and one that boots from a volume is none; use"
                  + " `user_data`"));
    }
  }

  private static void adopted(InstanceSpec spec, List<Problem> problems) {
    if (spec.cloneMode().isPresent()) {
      problems.add(new Problem("clone", "one that is adopted is no clone; leave `clone` out"));
    }
    if (spec.customization().isPresent()) {
      problems.add(
          new Problem(
              "customization",
              "a guest is customized while its VM is made, and one that is adopted is made already;"
                  + " use `user_data`"));
    }
  }

  /**
   * What an instance takes from an image: everything if it is cloned from it; if it boots from a
   * volume, only the hardware and properties of the volume's image, and no disk; nothing if it is
   * adopted.
   */
  public static TemplateRef image(Declaration<InstanceSpec> declaration, Resolved refs) {
    InstanceSpec spec = declaration.spec();
    if (declaration.common().adopt()) {
      return NOTHING;
    }
    if (spec.image().isPresent()) {
      return refs.get("images", spec.image().get().name(), TemplateRef.class);
    }
    return root(spec, refs)
        .flatMap(VolumeRef::image)
        .map(
            image ->
                new TemplateRef(
                    image.image(),
                    "",
                    image.vm(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    image.traits()))
        .orElse(NOTHING);
  }

  private static Optional<VolumeRef> root(InstanceSpec spec, Resolved refs) {
    return Optional.ofNullable(spec.volumes().get(ROOT))
        .map(use -> refs.get("volumes", use.volume().name(), VolumeRef.class));
  }

  /** The volume that an instance boots from; empty if it is cloned from an image. */
  public static Optional<VolumeRef> volume(MadeOf madeOf, List<WantedVolume> volumes) {
    return madeOf.bootsFromVolume()
        ? volumes.stream().filter(WantedVolume::isRoot).map(WantedVolume::volume).findFirst()
        : Optional.empty();
  }

  /** The plan's note about a new VM that boots from a volume. */
  public static Optional<String> note(MadeOf madeOf, List<WantedVolume> volumes, Sizing sizing) {
    String flavor =
        sizing
            .disk()
            .filter(size -> size.bytes() > 0)
            .map(
                size ->
                    "; the disk of " + size + " of flavor `" + sizing.flavor() + "` is not made")
            .orElse("");
    return volume(madeOf, volumes)
        .map(root -> "boots from volume `" + root.volume() + "`" + flavor);
  }
}
