package dev.provision.vsphere.inventory;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A target in the inventory: an existing object, or one that the same plan creates. Only a step
 * that writes asks for its reference.
 */
public sealed interface Place {
  record Known(ManagedObjectReference ref) implements Place {
    public Known {
      Objects.requireNonNull(ref);
    }
  }

  /**
   * @param path where the plan creates it
   */
  record Planned(InventoryPath path) implements Place {
    public Planned {
      Objects.requireNonNull(path);
    }
  }

  /** The place of an object that a snapshot has, or that a plan added to it ({@link #planned}). */
  static Place of(ManagedObjectReference ref) {
    return ref instanceof Reference planned ? new Planned(planned.path) : new Known(ref);
  }

  /** Empty while it does not exist. */
  static Optional<ManagedObjectReference> known(ManagedObjectReference ref) {
    return ref instanceof Reference ? Optional.empty() : Optional.of(ref);
  }

  /**
   * An object that a plan creates, as a snapshot would show it.
   *
   * @param more properties besides name and parent
   */
  static Item planned(
      String type, InventoryPath path, ManagedObjectReference parent, Map<String, Object> more) {
    Map<String, Object> properties = new LinkedHashMap<>(more);
    properties.put("name", EntityName.escaped(path.name()));
    properties.put("parent", parent);
    return new Item(new Reference(type, path), properties, Map.of());
  }

  /**
   * The reference, for a step that writes.
   *
   * @param now the snapshot on which the step was decided
   * @throws ModuleException when the planned object does not exist
   */
  default ManagedObjectReference in(Inventory now) throws ModuleException {
    if (this instanceof Known known) {
      return known.ref();
    }
    InventoryPath path = ((Planned) this).path();
    return now.at(path)
        .map(Item::ref)
        .orElseThrow(() -> ModuleException.refused("`" + path + "` is not there"));
  }

  /** A placeholder for the reference that the server will assign. */
  final class Reference extends ManagedObjectReference {
    private static final long serialVersionUID = 1L;

    private final transient InventoryPath path;

    private Reference(String type, InventoryPath path) {
      this.path = path;
      setType(type);
      setVal("planned:" + path);
    }
  }
}
