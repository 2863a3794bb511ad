package dev.provision.declare;

import dev.provision.spi.Address;
import dev.provision.spi.KindInfo;
import dev.provision.template.Resources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The resources of a play with the attributes that are known by now. */
final class PlayResources implements Resources {
  private final Catalog catalog;
  private final Map<String, Map<String, Group>> groups;
  private final Function<Address, Optional<Map<String, Object>>> attributes;

  PlayResources(
      Catalog catalog,
      Map<String, Map<String, Group>> groups,
      Function<Address, Optional<Map<String, Object>>> attributes) {
    this.catalog = catalog;
    this.groups = groups;
    this.attributes = attributes;
  }

  @Override
  public Set<String> sections() {
    return catalog.vocabulary().attributes().keySet();
  }

  @Override
  public Set<String> attributes(String section) {
    return catalog.vocabulary().attributes().getOrDefault(section, Set.of());
  }

  @Override
  public Found find(String section, String name) {
    KindInfo info = catalog.ofSection(section).orElseThrow().info();
    Map<String, Group> declared = groups.getOrDefault(section, Map.of());
    Group group = declared.get(name);
    if (group != null && group.several()) {
      return new Found.Group(group.members().stream().map(member -> one(info, member)).toList());
    }
    Set<String> known = new LinkedHashSet<>();
    declared.values().forEach(each -> known.addAll(each.members()));
    return known.contains(name) ? one(info, name) : new Found.Unknown(List.copyOf(known));
  }

  private Found.One one(KindInfo info, String name) {
    return new Found.One(attributes.apply(new Address(info.kind(), name)).orElse(Map.of()));
  }
}
