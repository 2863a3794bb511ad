package dev.provision.playbook;

import dev.provision.syntax.Mapping;
import dev.provision.template.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resources of a play before anything is evaluated, as far as the keys of its sections tell:
 * {@code web-1} may exist if {@code web} has a {@code count}. Linking decides whether it does.
 */
final class NamedResources implements Resources {
  private final Vocabulary vocabulary;
  private final Map<String, Mapping> sections = new LinkedHashMap<>();

  NamedResources(Vocabulary vocabulary, List<Play.Section> sections) {
    this.vocabulary = vocabulary;
    sections.forEach(section -> this.sections.put(section.name(), section.body()));
  }

  @Override
  public Set<String> sections() {
    return vocabulary.attributes().keySet();
  }

  @Override
  public Set<String> attributes(String section) {
    return vocabulary.attributes().getOrDefault(section, Set.of());
  }

  @Override
  public Found find(String section, String name) {
    List<String> known = new ArrayList<>();
    Mapping body = sections.get(section);
    for (Mapping.Entry entry : body == null ? List.<Mapping.Entry>of() : body.entries()) {
      known.add(entry.name());
      boolean several =
          entry.value() instanceof Mapping mapping
              && (mapping.get("count").isPresent() || mapping.get("for_each").isPresent());
      if (name.equals(entry.name()) || (several && name.startsWith(entry.name() + "-"))) {
        return new Found.Declared();
      }
    }
    return new Found.Unknown(known);
  }
}
