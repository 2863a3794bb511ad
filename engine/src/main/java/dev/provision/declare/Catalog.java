package dev.provision.declare;

import dev.provision.playbook.Vocabulary;
import dev.provision.spi.Kind;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of one provider, by the section of the playbook that declares them. */
public final class Catalog {
  private final Provider<?, ?, ?> provider;
  private final Map<String, Kind<?, ?, ?>> bySection = new LinkedHashMap<>();
  private final Vocabulary vocabulary;

  /**
   * @throws IllegalArgumentException when two kinds have one section or one word: the provider's
   *     bug
   */
  public Catalog(Provider<?, ?, ?> provider) {
    this.provider = provider;
    List<String> words = new ArrayList<>();
    for (Kind<?, ?, ?> kind : provider.kinds()) {
      if (bySection.put(kind.info().section(), kind) != null
          || words.contains(kind.info().kind())) {
        throw new IllegalArgumentException("two kinds are called " + kind.info().section());
      }
      words.add(kind.info().kind());
      refuseCommonKeys(kind);
    }
    vocabulary = readVocabulary();
  }

  private static void refuseCommonKeys(Kind<?, ?, ?> kind) {
    for (String key : Schema.of(kind.spec()).keys()) {
      if (CommonKeys.all().contains(key) && !CommonKeys.YIELDING.contains(key)) {
        throw new IllegalArgumentException(kind.spec() + " has a key that all have: " + key);
      }
    }
  }

  public Provider<?, ?, ?> provider() {
    return provider;
  }

  /** {@link Provider#places} of a play's connection. */
  public List<String> places(Record connection) {
    return places(provider, connection);
  }

  private static <C extends Record> List<String> places(
      Provider<C, ?, ?> provider, Record connection) {
    return provider.places(provider.connection().cast(connection));
  }

  /** The sections and names that a play may use with this provider. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  private Vocabulary readVocabulary() {
    Map<String, Set<String>> attributes = new LinkedHashMap<>();
    for (Kind<?, ?, ?> kind : bySection.values()) {
      if (kind instanceof ManagedKind) {
        Set<String> names = new LinkedHashSet<>();
        kind.info().attributes().forEach(attribute -> names.add(attribute.name()));
        attributes.put(kind.info().section(), names);
      }
    }
    return new Vocabulary(provider.section(), sections(), attributes);
  }

  /** In the order that the provider gives. */
  public List<Kind<?, ?, ?>> kinds() {
    return List.copyOf(bySection.values());
  }

  public List<String> sections() {
    return List.copyOf(bySection.keySet());
  }

  /** The kind of a section, {@code instances}; empty for an unknown section. */
  public Optional<Kind<?, ?, ?>> ofSection(String section) {
    return Optional.ofNullable(bySection.get(section));
  }

  /** The kind of a section or of the word of its addresses: {@code instances}, {@code instance}. */
  public Optional<Kind<?, ?, ?>> named(String word) {
    Optional<Kind<?, ?, ?>> bySingular =
        bySection.values().stream().filter(kind -> kind.info().kind().equals(word)).findFirst();
    return bySingular.or(() -> ofSection(word));
  }
}
