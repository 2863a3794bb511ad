package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * The names and documentation of a kind.
 *
 * @param section the playbook's section, {@code instances}
 * @param kind the singular word in its addresses, {@code instance}
 * @param summary one sentence for {@code provision doc}
 * @param example a section of a playbook; a test runs it
 * @param attributes what expressions may read from a resource of this kind
 * @param columns attributes that {@code provision list} shows, with headings; empty when the kind
 *     is not listed
 */
public record KindInfo(
    String section,
    String kind,
    String summary,
    String example,
    List<Attribute> attributes,
    List<Column> columns) {
  /** One attribute and its documentation. */
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
