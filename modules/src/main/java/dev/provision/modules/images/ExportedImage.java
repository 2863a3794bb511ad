package dev.provision.modules.images;

import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Observation;
import dev.provision.vsphere.exported.TemplateRef;
import java.util.Optional;

/** What instances and volumes are told of an image. */
final class ExportedImage {
  private ExportedImage() {}

  /** Of one that is not whole yet, nothing that a clone could be made of. */
  static TemplateRef of(ImageSpec spec, ImageWanted desired, Observation<ImageSeen> seen) {
    Optional<ImageSeen> present =
        seen instanceof Observation.Present<ImageSeen> found
            ? Optional.of(found.state())
            : Optional.empty();
    if (desired instanceof ImageWanted.Imported image) {
      Optional<ImageSeen> whole = present.filter(ImageSeen::isWhole);
      return new TemplateRef(
          image.image(),
          image.version(),
          whole.map(ImageSeen::vm),
          whole.flatMap(ImageSeen::importSnapshot),
          image.diskSize().or(() -> whole.flatMap(ImageSeen::diskSize)),
          whole.flatMap(ImageSeen::datastore),
          isMedium(image, whole) ? image.traits().ofMedium() : image.traits());
    }
    return new TemplateRef(
        desired.image(),
        present.map(ImageSeen::versionInPlace).orElse(""),
        present.map(ImageSeen::vm),
        present.flatMap(ImageSeen::currentSnapshot),
        present.flatMap(ImageSeen::diskSize),
        present.flatMap(ImageSeen::datastore),
        ImageProperties.of(spec).traits(Optional.empty(), true));
  }

  /** What a file at a URL is shows when it is here, or by what became of it. */
  private static boolean isMedium(ImageWanted.Imported image, Optional<ImageSeen> whole) {
    return image.isMedium()
        || (image.content().isEmpty() && whole.flatMap(ImageSeen::medium).isPresent());
  }
}
