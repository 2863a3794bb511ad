package dev.provision.vsphere.kind;

import java.util.Optional;

/** A declaration of a custom attribute: a capture keeps the values of those alone. */
public interface NamesAttribute {
  /** Its name in vCenter; that of the resource when empty. */
  Optional<String> name();
}
