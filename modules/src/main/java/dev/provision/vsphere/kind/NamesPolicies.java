package dev.provision.vsphere.kind;

import java.util.Set;

/** A declaration that may name storage policies, which are read only then. */
public interface NamesPolicies {
  /** As vCenter's client shows them, {@code gold}. */
  Set<String> storagePolicies();
}
