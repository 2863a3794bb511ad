package dev.provision.modules.instances.make;

import dev.provision.modules.instances.disks.VmDisks;
import dev.provision.modules.instances.disks.VmVolumes;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.spi.ReadSession.Usage;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.placement.VmNeed;
import java.util.List;
import java.util.Optional;

/** What instances need of hosts and datastores. */
public final class InstanceNeeds {
  private InstanceNeeds() {}

  /** What a new instance needs. */
  public static Demand ofNew(Address address, InstanceDesired desired) {
    DataSize disk = disk(desired);
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

  /** All its own disks. */
  private static DataSize disk(InstanceDesired desired) {
    DataSize root =
        desired.rootDisk().size().or(() -> desired.image().diskSize()).orElse(new DataSize(0));
    return new DataSize(
        root.bytes()
            + desired.sizing().moreDisks().bytes()
            + VmDisks.bytesBesideRoot(desired.madeOf()));
  }

  /**
   * What it takes once it is as declared, without its volumes; an adopted VM keeps what it has.
   *
   * @param seen empty for a new one
   */
  public static Usage usage(InstanceDesired desired, Optional<InstanceState> seen) {
    if (desired.sizing().isSaid() || seen.isEmpty()) {
      return new Usage(
          1,
          desired.sizing().vcpus(),
          desired.sizing().ram().mebibytes(),
          disk(desired).mebibytes());
    }
    InstanceState has = seen.get();
    long disks = has.disks().own().stream().mapToLong(each -> each.size().bytes()).sum();
    return new Usage(
        1, has.size().vcpus(), has.size().ram().mebibytes(), new DataSize(disks).mebibytes());
  }
}
