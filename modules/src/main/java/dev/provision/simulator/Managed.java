package dev.provision.simulator;

import com.vmware.vim25.ManagedObjectReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One managed object: its reference and the properties that are stored. Values are data objects
 * that nobody changes in place. Guarded by the world's lock; only the world writes.
 */
final class Managed {
  private final ManagedObjectReference ref;
  private final Schema schema;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private long revision;

  Managed(ManagedObjectReference ref, Schema schema) {
    this.ref = ref;
    this.schema = schema;
  }

  ManagedObjectReference ref() {
    return ref;
  }

  String type() {
    return ref.type;
  }

  String id() {
    return ref.val;
  }

  /** What is stored; null when it is not set. */
  Object get(String property) {
    return properties.get(property);
  }

  <T> T get(String property, Class<T> type) {
    return type.cast(properties.get(property));
  }

  String name() {
    return get("name", String.class);
  }

  ManagedObjectReference parent() {
    return get("parent", ManagedObjectReference.class);
  }

  boolean is(String type) {
    return schema.isA(type(), type);
  }

  /** The references of several. */
  static ManagedObjectReference[] refs(List<Managed> objects) {
    return objects.stream().map(Managed::ref).toArray(ManagedObjectReference[]::new);
  }

  /** The number of the world's last change that touched it. */
  long revision() {
    return revision;
  }

  Map<String, Object> stored() {
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
