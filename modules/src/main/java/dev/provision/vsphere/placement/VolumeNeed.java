package dev.provision.vsphere.placement;

import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.Optional;

/**
 * What a new volume needs from a datastore.
 *
 * @param room what it takes at once and may grow to
 * @param datastoreName the declared one, by name or path; empty for any that is allowed
 * @param policy the storage policy that its datastore must satisfy, by name; empty for none
 */
public record VolumeNeed(
    DataSize room, Optional<PlaceName> datastoreName, Optional<String> policy) {
  /** Without a policy. */
  public VolumeNeed(DataSize room, Optional<PlaceName> datastoreName) {
    this(room, datastoreName, Optional.empty());
  }
}
