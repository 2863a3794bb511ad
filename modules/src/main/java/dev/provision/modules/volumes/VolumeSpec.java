package dev.provision.modules.volumes;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import dev.provision.vsphere.kind.NamesPolicies;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code pgdata: {size: 40 GiB, type: thin}}. */
@Doc("A disk that outlives the instances that have it, as Cinder's volumes do.")
public record VolumeSpec(
    @Doc(
            "Its size; it can grow, also while a running instance has it. That of its source when"
                + " left out.")
        @Bare("GiB")
        Optional<DataSize> size,
    @Doc(
            "thin, thick or eagerZeroedThick. One that takes more room than before gets it while no"
                + " instance has it; it never comes to take less. NFS, vSAN and VVOL datastores"
                + " decide by themselves.")
        @Default("thin")
        String type,
    @Doc(
            "The controller that an instance has it on: lsiLogic, lsiLogicsas, busLogic,"
                + " paraVirtual, ide, or nvme (since vSphere 6.5); the instance's first SCSI"
                + " controller when left out, and NVMe where it has that alone.")
        Optional<String> adapterType,
    @Doc("The datastore, by name; placement chooses when left out.") Optional<PlaceName> datastore,
    @Doc(
            "A disk that is there, as [nas1] old/data.vmdk, which `adopt: true` makes a volume: it"
                + " is moved into the volume's folder on its datastore, and goes back there,"
                + " without its snapshots, when it is no longer declared and pruned.")
        Optional<String> path,
    @Doc("Made as a copy of this image's first disk.") @Refers("images") Optional<Ref> image,
    @Doc("Made as a copy of this volume.") @Refers("volumes") Optional<Ref> sourceVolume,
    @Doc("Made as a copy of this snapshot of source_volume.") Optional<String> sourceSnapshot,
    @Doc(
            "Snapshots by name, present or absent: copies that lie with the volume and go with it."
                + " One that is not named is left alone.")
        Map<String, Wanted> snapshots,
    @Doc(
            "The storage policy of vCenter that it is to have, by name: it is made on a datastore"
                + " that satisfies it, and its disk gets it with each instance that has it. Left"
                + " out, what it has is left alone.")
        Optional<String> storagePolicy)
    implements NamesPolicies, HasActivities {

  /** Whether a snapshot should exist. */
  public enum Wanted {
    PRESENT,
    ABSENT
  }

  @Override
  public Set<String> storagePolicies() {
    return storagePolicy.map(Set::of).orElse(Set.of());
  }

  public VolumeSpec {
    snapshots = Collections.unmodifiableMap(new LinkedHashMap<>(snapshots));
  }

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return storagePolicy.isPresent()
        ? Activities.set(Activities.FILES, Activities.STORAGE_POLICIES)
        : Activities.set(Activities.FILES);
  }
}
