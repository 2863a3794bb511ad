package dev.provision.modules.instances.disks;

import dev.provision.spi.Change;

/** What a change of volumes is of. */
public enum VolumeChange implements Change.Key {
  /** Any of the volumes of a VM. */
  ANY,
  /** One that a VM gives up. */
  GIVEN_UP;

  /**
   * The storage policy of one.
   *
   * @param volume what the instance calls it
   */
  public record Policy(String volume) implements Change.Key {}
}
