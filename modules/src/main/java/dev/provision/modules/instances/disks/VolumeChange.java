package dev.provision.modules.instances.disks;

import dev.provision.spi.Change;

/** What a change of volumes is about, so that steps can find it without parsing its field. */
public enum VolumeChange implements Change.Key {
  /** Any volume of the VM. */
  ANY,
  /** A volume that the VM gives up. */
  GIVEN_UP;

  /**
   * The storage policy of one volume.
   *
   * @param volume its name in the instance
   */
  public record Policy(String volume) implements Change.Key {}
}
