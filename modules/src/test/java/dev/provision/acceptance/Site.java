package dev.provision.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code playbooks/site.yml} and its lab, for tests. */
final class Site {
  private static final Path PLAYBOOKS = PlaybooksTest.checkout().resolve("playbooks");

  private Site() {}

  /** Its lab, with tasks that take no time. */
  static String lab() {
    return read("labs/site.yml").replace("speed: 4", "speed: 1000");
  }

  /**
   * Its text.
   *
   * @param folder where it will be; its image is put beside it
   */
  static String playbook(Path folder) {
    try {
      Path image = folder.resolve("images/empty.vmdk");
      Files.createDirectories(image.getParent());
      if (!Files.exists(image)) {
        Files.copy(PLAYBOOKS.resolve("images/empty.vmdk"), image);
      }
      return read("site.yml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String name) {
    try {
      return Files.readString(PLAYBOOKS.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
