package dev.provision.spi;

import dev.provision.spi.schema.Reference;
import java.util.Map;

/** What a declaration's references stand for, when its desired state is computed. */
public interface Resolved {
  EnvironmentId environment();

  /** The play's connection, as the provider's own record. */
  <C> C connection(Class<C> type);

  /**
   * What the kind in this section exported for the name.
   *
   * @throws IllegalStateException when the declaration has no such reference: our bug
   */
  <T> T get(String section, String name, Class<T> type);

  /**
   * What those exported that name this declaration with {@link Reference.Order#MEMBER_OF}, in the
   * order of the graph; they come before it.
   */
  default Map<Address, Object> members() {
    return Map.of();
  }

  /**
   * What {@code Grouped.toMembers} of that section told for the name, which this declaration names
   * with {@link Reference.Order#MEMBER_OF}; it comes after, so nothing else is known of it.
   *
   * @throws IllegalStateException when the declaration is no member of it: our bug
   */
  default <T> T group(String section, String name, Class<T> type) {
    throw new IllegalStateException("it is no member of `" + name + "` of " + section);
  }
}
