package dev.provision.modules.images;

import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Observation;
import dev.provision.vsphere.exported.TemplateRef;
import java.util.Optional;

/** What an image exports to instances and volumes. */
final class ExportedImage {
  private ExportedImage() {}

  /** If the template is not complete yet, the reference has no VM to clone. */
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

  /** Whether the image is an ISO; if the file was not downloaded yet, its template tells. */
  private static boolean isMedium(ImageWanted.Imported image, Optional<ImageSeen> whole) {
    return image.isMedium()
        || (image.content().isEmpty() && whole.flatMap(ImageSeen::medium).isPresent());
  }
}
