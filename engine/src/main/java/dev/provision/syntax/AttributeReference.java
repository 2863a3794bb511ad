package dev.provision.syntax;

import java.util.Objects;
import java.util.Optional;

/**
 * One attribute of another resource, as an expression names it: {@code instances.db.ip}.
 *
 * @param section the playbook's section: {@code instances}
 * @param name the name of the resource or of a group: {@code web-1}, {@code web}
 * @param attribute empty when the expression uses the resource itself: {@code instances.web?size}
 */
public record AttributeReference(String section, String name, Optional<String> attribute)
    implements Comparable<AttributeReference> {
  public AttributeReference {
    Objects.requireNonNull(section);
    Objects.requireNonNull(name);
    Objects.requireNonNull(attribute);
  }

  public static AttributeReference of(String section, String name, String attribute) {
    return new AttributeReference(section, name, Optional.of(attribute));
  }

  @Override
  public int compareTo(AttributeReference other) {
    return toString().compareTo(other.toString());
  }

  /** {@code instances.db.ip}. */
  @Override
  public String toString() {
    return section + "." + name + attribute.map(a -> "." + a).orElse("");
  }
}
