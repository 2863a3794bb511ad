package dev.provision.vsphere.kind;

import java.util.Optional;

/** A kind that can name the guest operating system of a new VM. */
public interface NamesGuest<S extends Record, D, O> extends VsphereKind<S, D, O> {
  /** The guestId, {@code ubuntu64Guest}; empty when this declaration names none. */
  Optional<String> guestId(S spec);
}
