package dev.provision.modules.images;

import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.places.HardwareOffers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the hosts support the version, adapter, guest and firmware that an image names,
 * before the image is made.
 */
final class OfferedGuest {
  private OfferedGuest() {}

  static List<Problem> problems(ImageWanted desired, Inventory read) {
    if (!(desired instanceof ImageWanted.Imported image)
        || image.vcenter().isEmpty()
        || !(ImageObservation.of(desired, read) instanceof Observation.Absent)) {
      return List.of();
    }
    HardwareOffers offers = new HardwareOffers(image.vcenter().get(), read);
    List<Problem> problems = new ArrayList<>();
    image
        .said()
        .hwVersion()
        .ifPresent(
            said ->
                offers
                    .versionRefusal(said.value())
                    .map(why -> new Problem(said.field(), why))
                    .ifPresent(problems::add));
    if (image.usesNvme()) {
      NewerFeature.NVME
          .refusal(read, image.said().hwVersion().map(ImageProperties.Said::value).orElse(""))
          .map(
              why ->
                  new Problem(
                      image.said().adapter().map(ImageProperties.Said::field).orElse("source"),
                      why))
          .ifPresent(problems::add);
    }
    Optional<ImageProperties.Said<String>> guest = image.said().guestId();
    guest.ifPresent(
        said ->
            offers
                .guestRefusal(said.value())
                .map(why -> new Problem(said.field(), why))
                .ifPresent(problems::add));
    if (guest.isPresent() && problems.isEmpty()) {
      image
          .said()
          .firmware()
          .ifPresent(
              said ->
                  offers
                      .firmwareRefusal(guest.get().value(), said.value())
                      .map(why -> new Problem(said.field(), why))
                      .ifPresent(problems::add));
    }
    return problems;
  }
}
