package dev.provision.modules.images;

import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * What is missing or different in an ISO image. Its VM is made only after the complete file got its
 * name, so a VM with the file in its drive shows that the content is complete, without a snapshot.
 * The file may have been deleted since, so that is checked.
 */
final class IsoDrift {
  private IsoDrift() {}

  /**
   * @param hardware what differs in the VM's hardware
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

  /**
   * Whether the VM has the declared ISO. The folder is not compared: {@code image_dir} may have
   * changed, and it is only for new images.
   */
  static boolean holds(ImageSeen seen, ImageWanted.Imported wanted) {
    return seen.medium()
        .filter(file -> file.endsWith("/" + ImageDatastore.fileName(wanted)))
        .isPresent();
  }
}
