package dev.provision.modules.images;

import dev.provision.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with an image's words before any file is looked at. */
final class ImageProblems {
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*/([^/?#]*).*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final String OF_A_FILE =
      "describes a `source:` file; a template says itself what it is";

  private ImageProblems() {}

  static List<Problem> of(ImageSpec spec) {
    List<Problem> problems = new ArrayList<>();
    spec.source()
        .flatMap(ImageProblems::url)
        .ifPresent(m -> problems.add(new Problem("source", m)));
    spec.sha256()
        .filter(text -> !SHA256.matcher(text).matches())
        .ifPresent(
            text ->
                problems.add(
                    new Problem(
                        "sha256", "`" + text + "` is not a SHA-256: expected 64 hex digits")));
    if (spec.template().isPresent()) {
      spec.sha256().ifPresent(x -> problems.add(new Problem("sha256", "`sha256` " + OF_A_FILE)));
      spec.guestId()
          .ifPresent(x -> problems.add(new Problem("guest_id", "`guest_id` " + OF_A_FILE)));
      spec.firmware()
          .ifPresent(x -> problems.add(new Problem("firmware", "`firmware` " + OF_A_FILE)));
      if (!spec.properties().isEmpty()) {
        problems.add(new Problem("properties", "`properties` " + OF_A_FILE));
      }
      return problems;
    }
    problems.addAll(ImageProperties.of(spec).problems());
    return problems;
  }

  /** What to do about a URL; empty for a path. */
  static Optional<String> url(String source) {
    Matcher url = URL.matcher(source);
    if (!url.matches()) {
      return Optional.empty();
    }
    String name = url.group(1).isEmpty() ? "FILE" : url.group(1);
    return Optional.of(
        "`"
            + source
            + "` is a URL, and only a local file can be imported: curl -fLO "
            + source
            + " and name the file"
            + Conversion.unlessStream(name));
  }
}
