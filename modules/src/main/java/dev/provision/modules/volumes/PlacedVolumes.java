package dev.provision.modules.volumes;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.spi.Observation;
import dev.provision.spi.ReadSession.Usage;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.trait.Placed;
import dev.provision.spi.trait.Sized;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.VolumeNeed;
import java.util.Optional;

/** The room that volumes need, and take of what a rule allows a project. */
interface PlacedVolumes
    extends Placed<VolumeSpec, VolumeDesired, VolumeState, Inventory, VsphereWriter>,
        Sized<VolumeSpec, VolumeDesired, VolumeState, Inventory, VsphereWriter> {
  @Override
  default Optional<Demand> demand(Address address, VolumeDesired desired) {
    return Optional.of(
        new Demand(
            address,
            new VolumeNeed(
                desired.room(), desired.spec().datastore(), desired.spec().storagePolicy())));
  }

  @Override
  default Usage usage(VolumeDesired desired, Observation<VolumeState> seen) {
    DataSize size =
        desired.size().or(() -> seen.there().flatMap(VolumeState::size)).orElse(desired.room());
    return new Usage(0, 0, 0, size.mebibytes());
  }
}
