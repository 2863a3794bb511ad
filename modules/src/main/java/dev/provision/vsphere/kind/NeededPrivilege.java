package dev.provision.vsphere.kind;

import java.util.List;
import java.util.stream.Stream;

/**
 * A privilege that calls need on one type of object; the account has it there with propagation.
 *
 * @param id vCenter's name for it, {@code VirtualMachine.Inventory.Create}
 */
public record NeededPrivilege(On on, String id) {
  /** The objects where it is checked. */
  public enum On {
    ROOT,
    /** The root folder, for as long as the custom attribute of our marks is not defined. */
    ATTRIBUTE,
    DATACENTER,
    CLUSTER,
    DATASTORE,
    /** Datastores where top folders are objects and one has to be made. */
    TOP_FOLDER,
    NETWORK
  }

  /** Several privileges of one group, {@code Datastore.} with {@code Browse}. */
  public static List<NeededPrivilege> on(On on, String prefix, String... names) {
    return Stream.of(names).map(name -> new NeededPrivilege(on, prefix + name)).toList();
  }
}
