package dev.provision.vsphere;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The extra specs of one flavor, all of them good by {@link ExtraSpec#wrong}. */
public record ExtraSpecs(Map<ExtraSpec, String> values) {
  public static final ExtraSpecs NONE = new ExtraSpecs(Map.of());

  public ExtraSpecs {
    values = Map.copyOf(values);
  }

  /** Of what a playbook says; keys that are not in the table are left out. */
  public static ExtraSpecs of(Map<String, String> written) {
    Map<ExtraSpec, String> values = new EnumMap<>(ExtraSpec.class);
    written.forEach((key, value) -> ExtraSpec.of(key).ifPresent(row -> values.put(row, value)));
    return new ExtraSpecs(values);
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
