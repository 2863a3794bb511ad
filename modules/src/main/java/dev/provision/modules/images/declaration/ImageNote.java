package dev.provision.modules.images.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notes on an image's template, for people, and Glance's visibility for us: a template takes a
 * new annotation and no new mark.
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

  /** What is declared of the hardware that its disks are made for; empty text for nothing. */
  public static String hardware(ImageProperties said) {
    List<String> words = new ArrayList<>();
    said.adapter().ifPresent(it -> words.add("vmware_adaptertype " + it.value().word()));
    said.diskType().ifPresent(it -> words.add("vmware_disktype " + it.value().word()));
    said.firmware().ifPresent(it -> words.add("hw_firmware_type " + it.value()));
    said.hwVersion().ifPresent(it -> words.add("hw_version " + it.value()));
    return String.join(", ", words);
  }

  /** The same as notes say it; empty where they are not ours any more. */
  public static Optional<String> hardware(String annotation) {
    Matcher said = HARDWARE.matcher(annotation);
    return said.find()
        ? Optional.of(Optional.ofNullable(said.group(1)).orElse(""))
        : Optional.empty();
  }

  /** What notes say; empty where they say nothing. */
  public static Optional<String> visibility(String annotation) {
    Matcher said = VISIBILITY.matcher(annotation);
    return said.find() ? Optional.of(said.group(1)) : Optional.empty();
  }

  /** The same notes with another visibility; what somebody wrote there stays. */
  public static String with(String annotation, String visibility) {
    String added = ", visibility " + visibility;
    return VISIBILITY.matcher(annotation).find()
        ? VISIBILITY.matcher(annotation).replaceFirst(added)
        : annotation + added;
  }
}
