package dev.provision.vsphere.exported;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The extra specs of one flavor, all of them good by {@link ExtraSpec#wrong}.
 *
 * @param leftAlone what a server has of these stays as it is, because they mean nothing there
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

  /** The same without the rows of these keys, which are left alone. */
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

  /** Of what a playbook says; keys that are not in the table are left out. */
  public static ExtraSpecs of(Map<String, String> written) {
    Map<ExtraSpec, String> values = new EnumMap<>(ExtraSpec.class);
    written.forEach((key, value) -> ExtraSpec.of(key).ifPresent(row -> values.put(row, value)));
    return new ExtraSpecs(values);
  }

  /** Of those that mean something in some versions of the API only. */
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
