package dev.provision.modules.images.declaration;

import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.ExtraSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds mistakes in an image's declaration before any file is read. */
public final class ImageProblems {
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final String OF_A_FILE =
      "describes a `source:` file; a template says itself what it is";

  private ImageProblems() {}

  public static List<Problem> of(ImageSpec spec) {
    List<Problem> problems = new ArrayList<>();
    spec.source()
        .filter(ImageProblems::isUrl)
        .flatMap(url -> wrongUrl(url, spec.sha256()))
        .ifPresent(problem -> problems.add(new Problem("source", problem)));
    spec.sha256()
        .filter(text -> !SHA256.matcher(text).matches())
        .ifPresent(
            text ->
                problems.add(
                    new Problem(
                        "sha256", "`" + text + "` is not a SHA-256: expected 64 hex digits")));
    if (spec.caFile().isPresent() && !isHttps(spec.source())) {
      problems.add(new Problem("ca_file", "`ca_file` is for a source that is fetched with https"));
    }
    spec.hwVersion()
        .flatMap(text -> ExtraSpec.wrongVersion("hw_version", text))
        .ifPresent(problem -> problems.add(new Problem("hw_version", problem)));
    if (spec.template().isPresent()) {
      ofAFile(problems, spec.hwVersion().isPresent(), "hw_version");
      ofAFile(problems, spec.sha256().isPresent(), "sha256");
      ofAFile(problems, spec.guestId().isPresent(), "guest_id");
      ofAFile(problems, spec.firmware().isPresent(), "firmware");
      ofAFile(problems, spec.diskFormat().isPresent(), "disk_format");
      ofAFile(problems, spec.containerFormat().isPresent(), "container_format");
      ofAFile(problems, spec.imageUpload().isPresent(), "image_upload");
      ofAFile(problems, spec.visibility().isPresent(), "visibility");
      for (String key : spec.properties().keySet().stream().sorted().toList()) {
        boolean isOfAFile =
            GlanceProperty.of(key).filter(p -> p.of == GlanceProperty.Of.THE_FILE).isPresent();
        ofAFile(problems, isOfAFile, "properties." + key);
      }
    }
    problems.addAll(ImageProperties.of(spec).problems());
    return problems;
  }

  private static void ofAFile(List<Problem> problems, boolean isSaid, String field) {
    if (isSaid) {
      String word = field.substring(field.lastIndexOf('.') + 1);
      problems.add(new Problem(field, "`" + word + "` " + OF_A_FILE));
    }
  }

  /** Whether a source is a URL and not a path. */
  static boolean isUrl(String source) {
    return URL.matcher(source).matches();
  }

  private static boolean isHttps(Optional<String> source) {
    return source.filter(url -> url.toLowerCase(Locale.ROOT).startsWith("https://")).isPresent();
  }

  private static Optional<String> wrongUrl(String url, Optional<String> sha256) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        return Optional.of("`" + url + "` is fetched with " + scheme + ": expected http or https");
      }
      if (uri.getHost() == null) {
        return Optional.of("`" + url + "` names no host");
      }
    } catch (URISyntaxException e) {
      return Optional.of("`" + url + "` is no URL: " + e.getReason());
    }
    return sha256.isPresent()
        ? Optional.empty()
        : Optional.of(
            "`"
                + url
                + "` is a URL, and needs `sha256:` beside it: the hash says which image it is"
                + " before anything is downloaded, and what was downloaded is checked against it");
  }
}
