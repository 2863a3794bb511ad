package dev.provision.plan;

import dev.provision.graph.ResourceGraph;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Resolved;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the references of a declaration resolve to, from what is known so far.
 *
 * @param group the members of the declaration
 * @param groups for each group, what it tells its members
 */
record References(Work<?, ?, ?> work, List<Address> group, Map<Address, Object> groups, Known known)
    implements Resolved {
  @Override
  public EnvironmentId environment() {
    return work.environment();
  }

  @Override
  public <C> C connection(Class<C> type) {
    return type.cast(work.connection().spec());
  }

  @Override
  public Map<Address, Object> members() {
    Map<Address, Object> members = new LinkedHashMap<>();
    for (Address member : group) {
      known.exported(member).ifPresent(exported -> members.put(member, exported));
    }
    return members;
  }

  @Override
  public <T> Map<Address, T> each(String section, String name, Class<T> type) {
    Map<Address, T> each = new LinkedHashMap<>();
    for (Address address :
        work.expanded().getOrDefault(ResourceGraph.key(section, name), List.of())) {
      known.exported(address).ifPresent(exported -> each.put(address, type.cast(exported)));
    }
    return each;
  }

  @Override
  public <T> T group(String section, String name, Class<T> type) {
    Object told = groups.get(work.address(section, name));
    if (told == null) {
      return Resolved.super.group(section, name, type);
    }
    return type.cast(told);
  }

  @Override
  public <T> Optional<T> made(String section, String name, Class<T> type) {
    return known.exported(work.address(section, name)).map(type::cast);
  }

  @Override
  public <T> T get(String section, String name, Class<T> type) {
    Address address = work.address(section, name);
    return type.cast(
        known
            .exported(address)
            .orElseThrow(
                () -> new IllegalStateException("nothing is known of `" + address + "` here")));
  }
}
