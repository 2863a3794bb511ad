package dev.provision.simulator.world;

import com.vmware.vim25.ManagedObjectReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One managed object: its reference and the properties that are stored. Values are data objects
 * that nobody changes in place. Guarded by the world's lock; only the world writes.
 */
public final class Managed {
  private final ManagedObjectReference ref;
  private final Schema schema;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private long revision;

  public Managed(ManagedObjectReference ref, Schema schema) {
    this.ref = ref;
    this.schema = schema;
  }

  public ManagedObjectReference ref() {
    return ref;
  }

  public String type() {
    return ref.type;
  }

  public String id() {
    return ref.val;
  }

  /** What is stored; null when it is not set. */
  public Object get(String property) {
    return properties.get(property);
  }

  public <T> T get(String property, Class<T> type) {
    return type.cast(properties.get(property));
  }

  public String name() {
    return get("name", String.class);
  }

  public ManagedObjectReference parent() {
    return get("parent", ManagedObjectReference.class);
  }

  public boolean is(String type) {
    return schema.isA(type(), type);
  }

  /** The references of several. */
  public static ManagedObjectReference[] refs(List<Managed> objects) {
    return objects.stream().map(Managed::ref).toArray(ManagedObjectReference[]::new);
  }

  /** The number of the world's last change that touched it. */
  long revision() {
    return revision;
  }

  public Map<String, Object> stored() {
    return properties;
  }

  void put(String property, Object value, long at) {
    if (value == null) {
      properties.remove(property);
    } else {
      properties.put(property, value);
    }
    revision = at;
  }

  void touch(long at) {
    revision = at;
  }

  @Override
  public String toString() {
    return type() + ":" + id() + (name() == null ? "" : " " + name());
  }
}
