package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;

/**
 * A kind that can take over an existing object that no environment owns, and release it unchanged.
 */
public interface Adoptable<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Puts our mark on a foreign object that the playbook adopts; changes nothing else. */
  void adopt(Address address, D desired, O seen, W write)
      throws ModuleException, InterruptedException;

  /** Removes our mark from an adopted object. */
  void release(O seen, W write) throws ModuleException, InterruptedException;
}
