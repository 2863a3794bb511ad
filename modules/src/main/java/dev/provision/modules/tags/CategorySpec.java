package dev.provision.modules.tags;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code tier: {cardinality: single, types: [Datastore], tags: {gold: "paid", silver: ""}}}. */
@Doc(
    "A category of vCenter's tags. A field that is left out is not compared; a new category then"
        + " gives an object one tag, and is for all types.")
public record CategorySpec(
    @Doc("Its name in vCenter; the entry's own name when left out.") Optional<String> name,
    @Doc("A text for people; provision adds which environment owns it.")
        Optional<String> description,
    @Doc("How many of its tags an object can have. One category can become one for several.")
        Optional<Cardinality> cardinality,
    @Doc(
            "The types of objects that it is for, VirtualMachine or Datastore; all when left out"
                + " for a new one. Types can only be added.")
        Optional<List<String>> types,
    @Doc("Its tags by name, each with its description; others are left alone.")
        Map<String, String> tags,
    @Doc("Whether it has these tags and no others.") @Default("false") boolean exclusive,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing) {
  /** How many tags of a category an object can have. */
  public enum Cardinality {
    SINGLE,
    MULTIPLE
  }

  public CategorySpec {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    if (types.filter(List::isEmpty).isPresent()) {
      throw new IllegalArgumentException("`types`: leave it out for all types");
    }
    for (String type : types.orElse(List.of())) {
      if (!type.matches("[A-Za-z][A-Za-z.]{0,79}")) {
        throw new IllegalArgumentException("`types`: `" + type + "` is no type of vSphere");
      }
    }
  }

  /** One that is only looked up: a category, or a tag with its category, {@code tier/gold}. */
  static CategorySpec existing(String name) {
    return new CategorySpec(
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        false,
        true);
  }
}
