package dev.provision.declare;

/**
 * Where a value is bound, and what is known before it is looked at.
 *
 * @param path the path in the spec
 * @param label the path as the user wrote it
 * @param written whether it is written in the file: a default is not
 * @param brief whether it is a scalar that is short for a mapping
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
