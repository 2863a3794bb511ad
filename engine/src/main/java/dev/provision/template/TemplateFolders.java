package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds templates: beside the playbook, then in the folder {@code templates} there and in each
 * folder above.
 */
final class TemplateFolders {
  private static final int MOST_NAMES = 1_000;

  private final List<Path> roots = new ArrayList<>();
  private final Path shownFrom;

  /**
   * @param playbook as the user gave it; messages show the paths of templates in the same form
   */
  TemplateFolders(Path playbook) {
    Path folder = playbook.toAbsolutePath().normalize().getParent();
    shownFrom = playbook.isAbsolute() ? null : Path.of("").toAbsolutePath();
    roots.add(folder);
    for (Path above = folder; above != null; above = above.getParent()) {
      roots.add(above.resolve("templates"));
    }
  }

  /** The file with this name; empty when no folder has it. */
  Optional<Path> find(String name) {
    try {
      return roots.stream()
          .map(root -> root.resolve(name))
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Reads a file that was found; refuses a link that leads out of the folder it was found in. */
  Checked<SourceFile> read(Path file) throws IOException {
    Path real = file.toRealPath();
    for (Path root : roots) {
      if (file.startsWith(root) && real.startsWith(root.toRealPath())) {
        return SourceFile.read(file, shown(file));
      }
    }
    throw new IOException("`" + shown(file) + "` is a link that leads out of its folder");
  }

  /** The message for a name that was not found. */
  String notFound(String name) {
    List<String> looked =
        roots.stream().filter(Files::isDirectory).map(root -> "`" + shown(root) + "`").toList();
    return "there is no template `"
        + name
        + "` in "
        + String.join(", ", looked)
        + DidYouMean.suffix(name, names());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Path root : roots.subList(1, roots.size())) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root, 3)) {
          files.limit(MOST_NAMES).forEach(file -> names.add(root.relativize(file).toString()));
        } catch (IOException | java.io.UncheckedIOException e) {
          names.add("");
        }
      }
    }
    return names;
  }

  private String shown(Path path) {
    if (shownFrom == null || !path.startsWith(shownFrom)) {
      return path.toString();
    }
    String relative = shownFrom.relativize(path).toString();
    return relative.isEmpty() ? "." : relative;
  }
}
