package dev.provision.declare;

/**
 * Where a value is bound, and what is known of it before it is looked at.
 *
 * @param path in the spec's words
 * @param label in the words that the user wrote
 * @param written whether it stands in the file: a default does not
 * @param brief whether a scalar stands here that is short for a mapping
 */
public record Place(String path, String label, boolean sensitive, boolean written, boolean brief) {
  static final Place ROOT = new Place("", "", false, true, false);

  Place inside(String key, boolean alsoSensitive) {
    return new Place(
        joined(path, key),
        brief ? label : joined(label, key),
        sensitive || alsoSensitive,
        written,
        false);
  }

  Place asBrief() {
    return new Place(path, label, sensitive, written, true);
  }

  Place asDefault() {
    return new Place(path, label, sensitive, false, false);
  }

  private static String joined(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** A message with the field that it is about, unless it begins with that already. */
  String named(String message) {
    return label.isEmpty() || message.startsWith("`" + label + "`")
        ? message
        : "`" + label + "`: " + message;
  }
}
