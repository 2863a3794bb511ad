package dev.provision.modules.images;

import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * What is missing or different in an image that is a medium: its VM was made after the whole file
 * had got its name, so the VM with the file in its drive says that all was there, and no snapshot
 * is needed to say so. Whether somebody deleted the file since is looked at.
 */
final class IsoDrift {
  private IsoDrift() {}

  /**
   * @param hardware what differs there
   */
  static List<Change> between(ImageWanted.Imported wanted, ImageSeen seen, List<Change> hardware) {
    if (!holds(seen, wanted)) {
      return List.of(
          ImageDrift.unlessOn(
              seen,
              ImageField.CONTENT.changes(
                  seen.medium().orElse("(no file in its drive)"), wanted.version())));
    }
    List<Change> changes = new ArrayList<>(hardware);
    if (seen.mediumIsGone()) {
      changes.add(ImageField.FILE.changes(Change.ABSENT, seen.medium().orElseThrow()));
    }
    if (!seen.isTemplate()) {
      changes.add(ImageDrift.unlessOn(seen, ImageField.TEMPLATE.changes("false", "true")));
    }
    String name = wanted.templateName();
    if (!seen.name().equals(name)) {
      changes.add(ImageField.NAME.changes(seen.name(), name));
    }
    return List.copyOf(changes);
  }

  /** The folder may have been another when it was uploaded: {@code image_dir} is for new ones. */
  static boolean holds(ImageSeen seen, ImageWanted.Imported wanted) {
    return seen.medium()
        .filter(file -> file.endsWith("/" + ImageDatastore.fileName(wanted)))
        .isPresent();
  }
}
