package dev.provision.declare;

import dev.provision.diagnostic.Span;
import java.util.List;
import java.util.Objects;

/**
 * The resources that one name in a section means.
 *
 * @param name the key in the section, {@code web}
 * @param members the names of its resources: itself, or with {@code count} and {@code for_each}
 *     {@code web-1}, {@code web-2}; empty when {@code when} is false or the declaration is wrong
 * @param several whether it has {@code count} or {@code for_each}
 * @param complete whether the members are known: false after a mistake in {@code count}, and then a
 *     missing member proves nothing
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
