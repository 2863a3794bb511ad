package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import java.util.List;
import java.util.Objects;

/**
 * What a VM needs whose volumes may be made in the same run: its host must mount the datastores
 * that they are given.
 *
 * @param volumes those that are not there yet
 */
public record NeedWithVolumes(VmNeed vm, List<Address> volumes) {
  public NeedWithVolumes {
    Objects.requireNonNull(vm);
    volumes = List.copyOf(volumes);
  }
}
