package dev.provision.spi.trait;

import dev.provision.spi.Address;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;

/** A kind that keeps what was made under a former name ({@code formerly}). */
public interface Renamable<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * Makes what we own under one address ours under another; it stays the same thing, and whether it
   * was made or adopted stays as it was.
   */
  void rename(Address from, Address to, D desired, O seen, W write)
      throws ModuleException, InterruptedException;
}
