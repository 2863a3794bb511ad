package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Map;
import java.util.Objects;

/**
 * A host that is declared to be a member of a distributed switch.
 *
 * @param field in the playbook, {@code hosts.esx1}
 * @param nics the NIC on each uplink, or {@link #NONE}; other uplinks are left alone
 */
record Member(ManagedObjectReference host, String name, String field, Map<String, String> nics) {
  /** Stands for no NIC. */
  static final String NONE = "none";

  Member {
    Objects.requireNonNull(host);
    Objects.requireNonNull(name);
    Objects.requireNonNull(field);
    nics = Map.copyOf(nics);
  }
}
