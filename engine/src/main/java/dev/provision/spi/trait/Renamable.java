package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;
import java.util.Optional;

/** A kind that keeps an object that was created under a former name ({@code formerly}). */
public interface Renamable<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * Marks an object of ours with a new address. It stays the same object, and whether it was
   * created or adopted does not change.
   */
  void rename(Address from, Address to, D desired, O seen, W write)
      throws ModuleException, InterruptedException;

  /** Why this object can have no new address; empty when it can. */
  default Optional<String> whyNotRenamed(O seen) {
    return Optional.empty();
  }
}
