package dev.provision.simulator.server;

import dev.provision.simulator.world.Managed;
import dev.provision.vsphere.wire.VimFault;

/** What is special about one type of managed entity where it is renamed or destroyed. */
public interface EntityKind {
  /** What the account needs on it to give it another name. */
  default String renamePrivilege() {
    return "Host.Inventory.EditCluster";
  }

  /** What the account needs on it to destroy it. */
  default String deletePrivilege() {
    return "Host.Inventory.EditCluster";
  }

  /** Whether it is a part of what it is in, and comes and goes with that alone. */
  default boolean isPart(Managed entity) {
    return false;
  }

  /** Whether it may go with what it is in though it could not go alone. */
  default boolean goesAlong(Managed entity) {
    return false;
  }

  /**
   * @throws VimFault when it cannot be destroyed now
   */
  default void refuseDestroy(Managed entity) throws VimFault {}

  /** The type as which a folder takes it: a host goes into one with a compute resource. */
  default String movedAs(Managed entity) {
    return entity.type();
  }

  /**
   * @throws VimFault when it cannot go into another folder now
   */
  default void refuseMove(Managed entity) throws VimFault {}

  /** Puts it into another folder; false where nothing is special about that. */
  default boolean move(Managed entity, Managed folder) {
    return false;
  }

  /** Called after a rename. */
  default void renamed(Managed entity, String name) {}

  /** Called before it is taken out of the world, with what is in it. */
  default void destroying(Managed entity) throws VimFault {}
}
