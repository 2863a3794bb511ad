package dev.provision.spi;

import dev.provision.diagnostic.Span;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One resource as the playbook declares it.
 *
 * @param spec the record of its kind
 * @param fields by the path in the YAML ({@code ram}, {@code networks.eth0.fixed_ip}); only fields
 *     that were written, so a default has none
 * @param references the {@link Ref}s of the spec, with their positions in the playbook
 * @param span position of the resource's name in its section
 */
public record Declaration<S>(
    Address address,
    S spec,
    Common common,
    Map<String, Field> fields,
    List<Reference> references,
    Span span) {
  private static final Comparator<Span> POSITION =
      Comparator.comparingInt(Span::line).thenComparingInt(Span::column);

  public Declaration {
    Objects.requireNonNull(address);
    Objects.requireNonNull(spec);
    Objects.requireNonNull(common);
    fields = Map.copyOf(fields);
    references = List.copyOf(references);
    Objects.requireNonNull(span);
  }

  /**
   * Where a field is written, or else the nearest field around it; for a default, the position of
   * the resource.
   */
  public Span spanOf(String path) {
    String at = path;
    while (!at.isEmpty()) {
      Field field = fields.get(at);
      if (field != null) {
        return field.span();
      }
      int dot = at.lastIndexOf('.');
      at = dot < 0 ? "" : at.substring(0, dot);
    }
    return span;
  }

  /** The field that a place in the playbook is in: the last one that begins before it. */
  public Optional<String> fieldAt(Span place) {
    return fields.entrySet().stream()
        .filter(field -> field.getValue().span().file().equals(place.file()))
        .filter(field -> POSITION.compare(field.getValue().span(), place) <= 0)
        .max(Map.Entry.comparingByValue(Comparator.comparing(Field::span, POSITION)))
        .map(Map.Entry::getKey);
  }

  /** Whether the field, a field around it or a field inside it holds a secret. */
  public boolean isSensitive(String path) {
    for (Map.Entry<String, Field> field : fields.entrySet()) {
      String other = field.getKey();
      if (field.getValue().sensitive()
          && (other.equals(path) || other.startsWith(path + ".") || path.startsWith(other + "."))) {
        return true;
      }
    }
    return false;
  }
}
