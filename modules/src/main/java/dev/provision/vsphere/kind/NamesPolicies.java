package dev.provision.vsphere.kind;

import java.util.Set;

/** A declaration that may name storage policies; they are read where one does, and only there. */
public interface NamesPolicies {
  /** As vCenter's client shows them, {@code gold}. */
  Set<String> storagePolicies();
}
