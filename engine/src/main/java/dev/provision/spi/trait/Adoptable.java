package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;

/** A kind that takes what is there and nobody's, and gives it back as it is. */
public interface Adoptable<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /** Puts our mark on a foreign thing that the playbook adopts, and changes nothing else. */
  void adopt(Address address, D desired, O seen, W write)
      throws ModuleException, InterruptedException;

  /** Takes our mark off an adopted thing. */
  void release(O seen, W write) throws ModuleException, InterruptedException;
}
