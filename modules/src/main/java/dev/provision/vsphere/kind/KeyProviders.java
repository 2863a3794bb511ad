package dev.provision.vsphere.kind;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.newer.KeyedServiceContent;
import java.util.List;
import java.util.Optional;

/**
 * The key providers of a vCenter. Encryption and virtual TPMs need one. They are stored with the
 * properties of the root folder, and read only when a playbook needs one.
 *
 * @param unread why they could not be read; empty when they were
 * @param names all names, as vCenter's client shows them
 * @param standard the default provider; empty when there is none
 */
public record KeyProviders(Optional<String> unread, List<String> names, Optional<String> standard) {
  /** Not a property of the server: stands for its answer. */
  public static final String PROPERTY = "cryptoManager.answers";

  public KeyProviders {
    names = List.copyOf(names);
  }

  public static KeyProviders unread(String why) {
    return new KeyProviders(Optional.of(why), List.of(), Optional.empty());
  }

  /** The providers that were read; empty when the playbook needs none. */
  public static Optional<KeyProviders> of(Inventory read) {
    return read.get(read.root()).flatMap(root -> root.get(PROPERTY, KeyProviders.class));
  }

  /** Why no key is available; empty when one is, or when none is needed. */
  public static Optional<String> refusal(Inventory read) {
    return of(read).flatMap(KeyProviders::refusal);
  }

  private Optional<String> refusal() {
    if (unread.isPresent()) {
      return unread;
    }
    if (standard.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        names.isEmpty()
            ? "this vCenter has no key provider; add one, such as a native key provider"
            : "this vCenter has no default key provider; make one of `"
                + String.join("`, `", names)
                + "` the default");
  }

  /** The manager of key providers; empty when the server has none. */
  public static Optional<ManagedObjectReference> manager(ServiceContent content) {
    return content instanceof KeyedServiceContent keyed
        ? Optional.ofNullable(keyed.cryptoManager)
        : Optional.empty();
  }
}
