package dev.provision.syntax;

import dev.provision.diagnostic.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Keys with their values, in the order of the file. No key occurs twice. */
public record Mapping(List<Entry> entries, Span span) implements Node {
  /** One {@code key: value}. */
  public record Entry(Scalar key, Node value) {
    public Entry {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }

    public String name() {
      return key.text();
    }
  }

  public Mapping {
    entries = List.copyOf(entries);
  }

  public Optional<Entry> entry(String key) {
    return entries.stream().filter(entry -> entry.name().equals(key)).findFirst();
  }

  public Optional<Node> get(String key) {
    return entry(key).map(Entry::value);
  }

  public List<String> keys() {
    return entries.stream().map(Entry::name).toList();
  }

  @Override
  public String kind() {
    return "a mapping";
  }
}
