package dev.provision.vsphere.kind;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.newer.KeyedServiceContent;
import java.util.List;
import java.util.Optional;

/**
 * The key providers of a vCenter, without which nothing is encrypted and no VM has a virtual TPM.
 * They stand among the properties of the root folder, and are read where a playbook needs one.
 *
 * @param unread why they could not be read; empty when they were
 * @param names of all, as vCenter's client shows them
 * @param standard the one that is taken where nobody names one; empty where none is
 */
public record KeyProviders(Optional<String> unread, List<String> names, Optional<String> standard) {
  /** No path of the server's: its answer. */
  public static final String PROPERTY = "cryptoManager.answers";

  public KeyProviders {
    names = List.copyOf(names);
  }

  public static KeyProviders unread(String why) {
    return new KeyProviders(Optional.of(why), List.of(), Optional.empty());
  }

  /** Those that were read; empty where nobody asked. */
  public static Optional<KeyProviders> of(Inventory read) {
    return read.get(read.root()).flatMap(root -> root.get(PROPERTY, KeyProviders.class));
  }

  /** Why no key can be had; empty where one can, or nobody asked. */
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

  /** What answers for key providers; empty where a server has nothing of that. */
  public static Optional<ManagedObjectReference> manager(ServiceContent content) {
    return content instanceof KeyedServiceContent keyed
        ? Optional.ofNullable(keyed.cryptoManager)
        : Optional.empty();
  }
}
