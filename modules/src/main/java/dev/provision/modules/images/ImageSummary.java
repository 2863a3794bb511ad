package dev.provision.modules.images;

import dev.provision.spi.DataSize;
import java.util.ArrayList;
import java.util.List;

/** What a plan says about an import beside its name. */
final class ImageSummary {
  private ImageSummary() {}

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

  /** What the server says, which need not be asked twice nor be right. */
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
