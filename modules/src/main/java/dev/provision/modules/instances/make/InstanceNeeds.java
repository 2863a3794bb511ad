package dev.provision.modules.instances.make;

import dev.provision.modules.instances.disks.VmDisks;
import dev.provision.modules.instances.disks.VmVolumes;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.placement.VmNeed;
import java.util.List;

/** What instances need of hosts and datastores. */
public final class InstanceNeeds {
  private InstanceNeeds() {}

  /** What a new instance needs. */
  public static Demand ofNew(Address address, InstanceDesired desired) {
    DataSize root =
        desired.rootDisk().size().or(() -> desired.image().diskSize()).orElse(new DataSize(0));
    DataSize disk =
        new DataSize(
            root.bytes()
                + desired.sizing().moreDisks().bytes()
                + VmDisks.bytesBesideRoot(desired.madeOf()));
    return new Demand(
        address,
        VmVolumes.need(
            desired.volumes(),
            CloneSource.need(
                desired,
                VmNeed.sized(desired.sizing().vcpus(), desired.sizing().ram(), disk)
                    .on(desired.nics().stream().map(nic -> nic.network()).toList())
                    .lying(CloneSource.datastore(desired), desired.placing().datastore())
                    // a host must see the ISO that the instance boots from
                    .mounting(
                        desired.image().traits().hasDisk()
                            ? List.of()
                            : desired.image().datastore().stream().toList())
                    .in(desired.placing().group())
                    .reserving(
                        desired.sizing().memoryReservation(), desired.sizing().cpuReservationMhz())
                    .within(desired.placing().withinForNew())
                    .satisfying(desired.policy().policy()))));
  }
}
