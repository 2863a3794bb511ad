package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.kind.hostnet.NicMove;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A host that is declared to be a member of a distributed switch.
 *
 * @param field in the playbook, {@code hosts.esx1}
 * @param nics the NIC on each uplink, or {@link #NONE}; other uplinks are left alone
 * @param late those of them that come with the management adapter, since vCenter would lose the
 *     host without them
 * @param taken the NICs that leave a standard switch for this one, by the name of that switch, with
 *     what is on it; without those that are late
 */
record Member(
    ManagedObjectReference host,
    String name,
    String field,
    Map<String, String> nics,
    Map<String, String> late,
    Map<String, String> taken) {
  /** Stands for no NIC. */
  static final String NONE = NicMove.NONE;

  Member {
    Objects.requireNonNull(host);
    Objects.requireNonNull(name);
    Objects.requireNonNull(field);
    nics = Map.copyOf(nics);
    late = Map.copyOf(late);
    taken = Map.copyOf(taken);
  }

  /** What the switch's own step does. */
  Map<String, String> now() {
    Map<String, String> now = new TreeMap<>(nics);
    now.keySet().removeAll(late.keySet());
    return now;
  }
}
