package dev.provision.vsphere.inventory;

import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.util.Optional;

/**
 * The mark of an object without extraConfig: the value of the custom attribute {@code provision},
 * readable by people: {@code ci-main / folder.ci-main}.
 *
 * @param environment the environment as text
 * @param address the address as text
 * @param destroys whether its data is deleted with it
 */
public record ObjectMark(
    String environment, String address, boolean adopted, boolean protect, boolean destroys) {
  /** The custom attribute; the first definition needs the privilege Global.ManageCustomFields. */
  public static final String ATTRIBUTE = "provision";

  private static final String SEPARATOR = " | ";

  public ObjectMark(String environment, String address, boolean adopted, boolean protect) {
    this(environment, address, adopted, protect, false);
  }

  public static ObjectMark of(EnvironmentId environment, Address address) {
    return new ObjectMark(environment.toString(), address.toString(), false, false);
  }

  public boolean isOf(EnvironmentId other) {
    return environment.equals(other.toString());
  }

  /** Whether the object is the folder that an environment makes for itself, named as it is. */
  public boolean isOfOwnFolder() {
    return address.equals("folder." + environment.substring(environment.lastIndexOf('/') + 1));
  }

  /** The mark in an object's {@code customValue}; empty when it has none. */
  public static Optional<ObjectMark> read(Item item, Inventory inventory) {
    return text(item, inventory).flatMap(ObjectMark::parse);
  }

  /** The text of the custom attribute, whether it is a mark or not; empty when it is not set. */
  public static Optional<String> text(Item item, Inventory inventory) {
    Optional<Integer> key = inventory.customFieldKey(ATTRIBUTE);
    Optional<CustomFieldValue[]> values = item.get("customValue", CustomFieldValue[].class);
    if (key.isEmpty() || values.isEmpty()) {
      return Optional.empty();
    }
    for (CustomFieldValue value : values.get()) {
      if (value.getKey() == key.get() && value instanceof CustomFieldStringValue text) {
        return Optional.ofNullable(text.getValue());
      }
    }
    return Optional.empty();
  }

  /** Parses what {@link #toString} writes; empty for anything else. */
  public static Optional<ObjectMark> parse(String text) {
    String[] parts = text == null ? new String[0] : text.split(" \\| ");
    if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return Optional.empty();
    }
    boolean adopted = false;
    boolean protect = false;
    boolean destroys = false;
    for (int i = 2; i < parts.length; i++) {
      adopted |= parts[i].equals("adopted");
      protect |= parts[i].equals("protect");
      destroys |= parts[i].equals("destroy");
    }
    return Optional.of(new ObjectMark(parts[0], parts[1], adopted, protect, destroys));
  }

  @Override
  public String toString() {
    return environment
        + SEPARATOR
        + address
        + (adopted ? SEPARATOR + "adopted" : "")
        + (protect ? SEPARATOR + "protect" : "")
        + (destroys ? SEPARATOR + "destroy" : "");
  }
}
