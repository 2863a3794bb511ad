package dev.provision.spi;

import dev.provision.spi.schema.Reference;
import java.util.Map;
import java.util.Optional;

/** What the references of a declaration resolve to while its desired state is computed. */
public interface Resolved {
  EnvironmentId environment();

  /** The play's connection, as the provider's own record. */
  <C> C connection(Class<C> type);

  /**
   * What the resource of that name in that section exported.
   *
   * @throws IllegalStateException when the declaration has no such reference: our bug
   */
  <T> T get(String section, String name, Class<T> type);

  /**
   * What the resource of that name in that section exported, for a name that the connection has;
   * empty when the play has no such resource.
   */
  default <T> Optional<T> made(String section, String name, Class<T> type) {
    return Optional.empty();
  }

  /**
   * What the resources exported that a name of this declaration stands for ({@link
   * Reference.Order#USES_EACH}): one resource, or each of a group, by address.
   */
  default <T> Map<Address, T> each(String section, String name, Class<T> type) {
    throw new IllegalStateException("`" + name + "` of " + section + " is not named so");
  }

  /**
   * What the members of this declaration exported, in the order of the graph: the resources that
   * name it with {@link Reference.Order#MEMBER_OF}. They come before it.
   */
  default Map<Address, Object> members() {
    return Map.of();
  }

  /**
   * What {@code Grouped.toMembers} returned for a group that this declaration names with {@link
   * Reference.Order#MEMBER_OF}. The group itself comes later, so nothing else is known about it.
   *
   * @throws IllegalStateException when the declaration is not a member of it: our bug
   */
  default <T> T group(String section, String name, Class<T> type) {
    throw new IllegalStateException("it is no member of `" + name + "` of " + section);
  }
}
