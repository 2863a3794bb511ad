package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One managed object of the snapshot, with the properties that were read, by their path ({@code
 * summary.config.instanceUuid}, {@code config.extraConfig["provision.address"]}).
 *
 * @param properties the properties that are set
 * @param missing paths that could not be read ({@code ObjectContent.missingSet}), with the reason
 */
public record Item(
    ManagedObjectReference ref, Map<String, Object> properties, Map<String, String> missing) {
  public Item {
    Objects.requireNonNull(ref);
    properties = Map.copyOf(properties);
    missing = Map.copyOf(missing);
  }

  /** A property; empty when it is unset, was not read, or could not be read. */
  public <T> Optional<T> get(String path, Class<T> type) {
    return Optional.ofNullable(type.cast(properties.get(path)));
  }

  /** The same with one more property, which replaces one of that path. */
  public Item with(String path, Object value) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(path, value);
    return new Item(ref, all, missing);
  }

  /** The name as in the API, with escapes; empty when it could not be read. */
  public String name() {
    return get("name", String.class).orElse("");
  }

  /** Its name as clients show it. */
  public String shown() {
    return EntityName.shown(name());
  }

  /** The parent object; empty for the root folder. */
  public Optional<ManagedObjectReference> parent() {
    return get("parent", ManagedObjectReference.class);
  }

  public String type() {
    return ref.getType();
  }
}
