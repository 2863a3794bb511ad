package dev.provision.modules.images;

import dev.provision.spi.KindInfo;
import dev.provision.vsphere.inventory.Marks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code provision doc images} says about the kind, and the attributes of an image. */
final class ImageInfo {
  static final KindInfo INFO =
      new KindInfo(
          "images",
          "image",
          "What instances are cloned from: an existing template, or a disk file that is uploaded"
              + " once and shared.",
          """
          images:
            ubuntu:
              template: /DC0/vm/DC0_H0_VM0
          """,
          List.of(
              new KindInfo.Attribute("id", "the instanceUuid of its template VM"),
              new KindInfo.Attribute("name", "the name of its template VM"),
              new KindInfo.Attribute("path", "the inventory path of its template VM"),
              new KindInfo.Attribute("size", "the virtual size of its first disk, in bytes"),
              new KindInfo.Attribute("sha256", "of the file that was imported, in hex")),
          List.of());

  private ImageInfo() {}

  /** What expressions can read of an image; its size and hash are left out if they are unknown. */
  static Map<String, Object> attributes(ImageSeen observed) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", observed.instanceUuid());
    values.put("name", observed.name());
    values.put("path", observed.path().toString());
    observed.diskSize().ifPresent(size -> values.put("size", size.bytes()));
    String version = Marks.of(observed.vm(), Marks.IMAGE);
    if (observed.marksAgree() && version.startsWith("sha256:")) {
      values.put("sha256", version.substring("sha256:".length()));
    }
    return values;
  }
}
