package dev.provision.openstack;

import dev.provision.diagnostic.Span;
import java.util.Locale;

/**
 * One assignment of a configuration file.
 *
 * @param section without brackets; {@code DEFAULT} before the first
 * @param value after substitution, without quotes and without what stands behind it as a comment
 * @param literal whether the value stands in the file as it is here, so that a place inside it is a
 *     place in the file
 * @param at of the key
 * @param valueAt of the value; of the key where the value is empty
 */
record Setting(String section, String key, String value, boolean literal, Span at, Span valueAt) {
  /** Whether a line like this must not be shown. */
  static boolean isSecret(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.contains("pass")
        || lower.contains("secret")
        || lower.contains("token")
        || lower.contains("_key")
        || lower.contains("://");
  }

  /** {@code [vmware] host_ip}. */
  String name() {
    return "[" + section + "] " + key;
  }

  /** The place of a part of the value, or all of it where the parts cannot be told. */
  Span part(int from, int to) {
    return literal
        ? new Span(
            valueAt.file(),
            valueAt.line(),
            valueAt.column() + value.codePointCount(0, from),
            valueAt.line(),
            valueAt.column() + value.codePointCount(0, Math.max(from, to)))
        : valueAt;
  }

  /** {@code <vCenter host IP>}: somebody has to fill it in. */
  boolean isPlaceholder() {
    return value.matches("<[^<>]*>");
  }
}
