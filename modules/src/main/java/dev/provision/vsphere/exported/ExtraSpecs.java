package dev.provision.vsphere.exported;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The extra specs of one flavor; their values have passed {@link ExtraSpec#wrong}.
 *
 * @param leftAlone the server's values for these stay as they are, because these have no effect on
 *     its version
 */
public record ExtraSpecs(Map<ExtraSpec, String> values, Set<ExtraSpec> leftAlone) {
  public static final ExtraSpecs NONE = new ExtraSpecs(Map.of());

  public ExtraSpecs {
    values = Map.copyOf(values);
    leftAlone = Set.copyOf(leftAlone);
  }

  public ExtraSpecs(Map<ExtraSpec, String> values) {
    this(values, Set.of());
  }

  /** The same without the rows of these keys, whose values on the server stay as they are. */
  public ExtraSpecs without(Set<String> keys) {
    Map<ExtraSpec, String> others = new EnumMap<>(ExtraSpec.class);
    others.putAll(values);
    Set<ExtraSpec> alone = new HashSet<>(leftAlone);
    for (String key : keys) {
      ExtraSpec.of(key)
          .ifPresent(
              row -> {
                others.remove(row);
                alone.add(row);
              });
    }
    return new ExtraSpecs(others, alone);
  }

  /** From a playbook; keys that are not in the table are left out. */
  public static ExtraSpecs of(Map<String, String> written) {
    Map<ExtraSpec, String> values = new EnumMap<>(ExtraSpec.class);
    written.forEach((key, value) -> ExtraSpec.of(key).ifPresent(row -> values.put(row, value)));
    return new ExtraSpecs(values);
  }

  /** The limits of those that have an effect only in some versions of the API. */
  public List<Meaning> meanings() {
    return values.keySet().stream().sorted().flatMap(row -> row.meaning().stream()).toList();
  }

  public boolean has(ExtraSpec row) {
    return values.containsKey(row);
  }

  public Optional<String> text(ExtraSpec row) {
    return Optional.ofNullable(values.get(row));
  }

  public Optional<Long> number(ExtraSpec row) {
    return text(row).map(value -> Long.parseLong(value.strip()));
  }
}
