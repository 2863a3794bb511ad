package dev.provision.modules.images.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notes on an image's template, for people. They also hold Glance's visibility, because a
 * template's annotation can be changed but its marks cannot.
 */
public final class ImageNote {
  private static final Pattern HARDWARE = Pattern.compile("sha256:[0-9a-f]{64}(?: \\(([^)]*)\\))?");

  private static final Pattern VISIBILITY = Pattern.compile(", visibility (\\w+)");

  private ImageNote() {}

  public static String of(ImageWanted.Imported image) {
    return "image "
        + image.image()
        + ", "
        + image.version()
        + (hardware(image.said()).isEmpty() ? "" : " (" + hardware(image.said()) + ")")
        + image.said().visibility().map(word -> ", visibility " + word).orElse("");
  }

  /** The declared hardware; an empty text if none is declared. */
  public static String hardware(ImageProperties said) {
    List<String> words = new ArrayList<>();
    said.adapter().ifPresent(it -> words.add("vmware_adaptertype " + it.value().word()));
    said.diskType().ifPresent(it -> words.add("vmware_disktype " + it.value().word()));
    said.firmware().ifPresent(it -> words.add("hw_firmware_type " + it.value()));
    said.hwVersion().ifPresent(it -> words.add("hw_version " + it.value()));
    return String.join(", ", words);
  }

  /** The declared hardware from a template's notes; empty if the notes are not ours any more. */
  public static Optional<String> hardware(String annotation) {
    Matcher said = HARDWARE.matcher(annotation);
    return said.find()
        ? Optional.of(Optional.ofNullable(said.group(1)).orElse(""))
        : Optional.empty();
  }

  /** The visibility from a template's notes; empty if they have none. */
  public static Optional<String> visibility(String annotation) {
    Matcher said = VISIBILITY.matcher(annotation);
    return said.find() ? Optional.of(said.group(1)) : Optional.empty();
  }

  /** The same notes with another visibility; everything else in them stays. */
  public static String with(String annotation, String visibility) {
    String added = ", visibility " + visibility;
    return VISIBILITY.matcher(annotation).find()
        ? VISIBILITY.matcher(annotation).replaceFirst(added)
        : annotation + added;
  }
}
