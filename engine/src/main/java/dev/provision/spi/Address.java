package dev.provision.spi;

import java.util.Objects;

/**
 * The name of a resource inside its environment, {@code instance.web-1}.
 *
 * @param kind the singular word of the kind: {@code instance}
 * @param name the name, with the suffix that {@code count} or {@code for_each} gave; it may hold
 *     dots
 */
public record Address(String kind, String name) implements Comparable<Address> {
  public Address {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
  }

  /**
   * Parses {@code kind.name}.
   *
   * @throws IllegalArgumentException when the text has another form; the message says what was
   *     wanted
   */
  public static Address parse(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new IllegalArgumentException(
          "`" + text + "` is not an address: expected kind.name, for example instance.web-1");
    }
    return new Address(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(Address other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  /** Mixed, because names that end in numbers have hashes in a row, and graphs add hashes up. */
  @Override
  public int hashCode() {
    int mixed = (31 * kind.hashCode() + name.hashCode()) * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  @Override
  public String toString() {
    return kind + "." + name;
  }
}
