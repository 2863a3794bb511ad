package dev.provision.vsphere.inventory;

import com.vmware.vim25.HostConnectInfo;
import com.vmware.vim25.ManagedObjectReference;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What was seen of a host that the server does not have yet. */
public sealed interface HostLook {
  /** It answered. */
  record Seen(HostConnectInfo info) implements HostLook {
    public Seen {
      Objects.requireNonNull(info);
    }
  }

  /**
   * It cannot be added as it is declared.
   *
   * @param field of the playbook that the reason is about
   */
  record Refused(String field, String why) implements HostLook {}

  /** It did not answer, and the user wants a plan all the same. */
  record Away(String why) implements HostLook {}

  /** Nobody could ask it, so nothing is known. */
  record Unknown(String why) implements HostLook {}

  /** Not a property of the API: has one of these, on an item of a type of its own. */
  String PROPERTY = "provision.hostLook";

  /** The look at an address; empty when there was none. */
  static Optional<HostLook> at(String address, Inventory read) {
    return read.get(ref(address)).flatMap(item -> item.get(PROPERTY, HostLook.class));
  }

  /** The item that keeps a look in a snapshot. */
  static Item item(String address, HostLook look) {
    return new Item(ref(address), Map.of(PROPERTY, look), Map.of());
  }

  private static ManagedObjectReference ref(String address) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType("HostLook");
    ref.setVal("look at " + address);
    return ref;
  }
}
