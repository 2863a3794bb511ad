package dev.provision.modules.images;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notes on an image's template, for people, and Glance's visibility for us: a template takes a
 * new annotation and no new mark.
 */
final class ImageNote {
  private static final Pattern VISIBILITY = Pattern.compile(", visibility (\\w+)");

  private ImageNote() {}

  static String of(ImageWanted.Imported image) {
    return "image "
        + image.image()
        + ", "
        + image.version()
        + image.said().visibility().map(word -> ", visibility " + word).orElse("");
  }

  /** What notes say; empty where they say nothing. */
  static Optional<String> visibility(String annotation) {
    Matcher said = VISIBILITY.matcher(annotation);
    return said.find() ? Optional.of(said.group(1)) : Optional.empty();
  }

  /** The same notes with another visibility; what somebody wrote there stays. */
  static String with(String annotation, String visibility) {
    String added = ", visibility " + visibility;
    return VISIBILITY.matcher(annotation).find()
        ? VISIBILITY.matcher(annotation).replaceFirst(added)
        : annotation + added;
  }
}
