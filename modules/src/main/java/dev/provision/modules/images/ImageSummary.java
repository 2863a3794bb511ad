package dev.provision.modules.images;

import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.modules.images.file.RemoteFile;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a plan says about an import. */
final class ImageSummary {
  private ImageSummary() {}

  /**
   * @param earlier the images that the same run makes before it
   */
  static String of(
      ImageWanted.Imported image, ImageTools tools, Stream<ImageWanted> earlier, Inventory read) {
    return copied(image, earlier, read).orElseGet(() -> of(image, tools));
  }

  /**
   * What a plan says of an image that the server copies; empty if it is uploaded. A copy stays
   * within a datacenter, so it is also empty if the plan cannot know yet in which one the image
   * will be.
   */
  private static Optional<String> copied(
      ImageWanted.Imported image, Stream<ImageWanted> earlier, Inventory read) {
    List<Item> places = ImageObservation.datacenters(image, read);
    if (places.size() != 1 || (DirectHost.is(read) && !image.isMedium())) {
      return Optional.empty();
    }
    SameBytes same = new SameBytes(image.in(places.get(0).ref()));
    String download = image.content().isEmpty() ? "download " + image.source().name() + ", " : "";
    return same.seen(read)
        .findFirst()
        .map(seen -> download + "copy of " + seen.name())
        .or(
            () ->
                earlier
                    .filter(ImageWanted.Imported.class::isInstance)
                    .map(ImageWanted.Imported.class::cast)
                    .filter(other -> ImageObservation.datacenters(other, read).equals(places))
                    .filter(same::isOf)
                    .findFirst()
                    .map(other -> "copy of " + other.image()))
        .map(copy -> copy + " on the server, nothing is uploaded");
  }

  static String of(ImageWanted.Imported image, ImageTools tools) {
    if (image.content().isEmpty()) {
      return "download " + image.source().name() + " and upload it; " + size(image, tools);
    }
    ImageFile file = image.file();
    if (image.isMedium()) {
      return "upload " + mebibytes(file.bytes()) + ", a medium to boot from";
    }
    List<String> words = new ArrayList<>();
    if (file.isForeign()) {
      words.add("convert with qemu-img " + tools.qemu().version().orElse(""));
    }
    words.add(
        "upload "
            + mebibytes(
                image.goesByFolder()
                    ? file.disks().stream().mapToLong(StoredDisks::bytes).sum()
                    : file.bytes()));
    if (file.disks().size() > 1) {
      words.add(file.disks().size() + " disks");
    }
    image
        .room()
        .map(DataSize::bytes)
        .map(ImageSummary::mebibytes)
        .ifPresent(room -> words.add(room + " when expanded"));
    return String.join(", ", words);
  }

  /** The size that the server says, which may be wrong. */
  private static String size(ImageWanted.Imported image, ImageTools tools) {
    RemoteSize size = tools.download().size((RemoteFile) image.source());
    return size.bytes().isPresent()
        ? "it has " + mebibytes(size.bytes().getAsLong())
        : "its size is not known before: " + size.why();
  }

  private static String mebibytes(long bytes) {
    return Upload.mebibytes(bytes) + " MiB";
  }
}
