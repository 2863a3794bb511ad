package dev.provision.declare;

import dev.provision.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/**
 * What one name of a section stands for.
 *
 * @param name the key in the section, {@code web}
 * @param members the names of the resources that it became: itself, or with {@code count} and
 *     {@code for_each} {@code web-1}, {@code web-2}; empty when {@code when} is false or the
 *     declaration is wrong
 * @param several whether {@code count} or {@code for_each} is there
 * @param complete whether the members are known: false after a mistake in {@code count}, so that
 *     nothing follows from their absence
 * @param span the key
 */
public record Group(
    String name, List<String> members, boolean several, boolean complete, Span span) {
  public Group {
    Objects.requireNonNull(name);
    members = List.copyOf(members);
    Objects.requireNonNull(span);
  }
}
