package dev.provision.vsphere.kind;

import java.util.List;
import java.util.stream.Stream;

/**
 * A privilege that calls need, on one sort of object; the account has it there with propagation.
 *
 * @param id as vCenter calls it, {@code VirtualMachine.Inventory.Create}
 */
public record NeededPrivilege(On on, String id) {
  /** Where it is asked for. */
  public enum On {
    ROOT,
    DATACENTER,
    CLUSTER,
    DATASTORE,
    /** Datastores at whose top a folder has to be made that is an object there. */
    TOP_FOLDER,
    NETWORK
  }

  /** Several of one group, {@code Datastore.} with {@code Browse}. */
  static List<NeededPrivilege> on(On on, String prefix, String... names) {
    return Stream.of(names).map(name -> new NeededPrivilege(on, prefix + name)).toList();
  }
}
