package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import java.util.List;
import java.util.Objects;

/**
 * What a VM needs whose volumes may be created in the same run: its host must mount the datastores
 * of those volumes.
 *
 * @param volumes those that do not exist yet
 */
public record NeedWithVolumes(VmNeed vm, List<Address> volumes) {
  public NeedWithVolumes {
    Objects.requireNonNull(vm);
    volumes = List.copyOf(volumes);
  }
}
