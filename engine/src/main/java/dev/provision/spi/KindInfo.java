package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * How a kind is called and documented.
 *
 * @param section the playbook's section, {@code instances}
 * @param kind the singular word of its addresses, {@code instance}
 * @param summary one sentence for {@code provision doc}
 * @param example a playbook section that a test runs
 * @param attributes what expressions may read of it
 * @param columns attributes that {@code provision list} shows, with their headings; empty when the
 *     kind is not listed
 */
public record KindInfo(
    String section,
    String kind,
    String summary,
    String example,
    List<Attribute> attributes,
    List<Column> columns) {
  /** One attribute and what it is. */
  public record Attribute(String name, String doc) {}

  /** One column of a listing. */
  public record Column(String heading, String attribute) {}

  public KindInfo {
    Objects.requireNonNull(section);
    Objects.requireNonNull(kind);
    attributes = List.copyOf(attributes);
    columns = List.copyOf(columns);
  }
}
