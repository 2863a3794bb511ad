package dev.provision.vsphere.kind;

import java.util.Optional;

/** A kind that names the guest operating system of a VM that is to be made. */
public interface NamesGuest<S extends Record, D, O> extends VsphereKind<S, D, O> {
  /** Its guestId, {@code ubuntu64Guest}; empty where this declaration names none. */
  Optional<String> guestId(S spec);
}
