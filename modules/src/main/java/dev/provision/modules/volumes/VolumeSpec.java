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
            "Its size; it can grow, also while a running instance uses it. When left out,"
                + " the size of its source.")
        @Bare("GiB")
        Optional<DataSize> size,
    @Doc(
            "thin, thick or eagerZeroedThick. While no instance has the volume, it can"
                + " change to a type that takes more room, never to one that takes less. NFS,"
                + " vSAN and VVOL datastores decide by themselves.")
        @Default("thin")
        String type,
    @Doc(
            "The type of controller that an instance attaches it to: lsiLogic,"
                + " lsiLogicsas, busLogic, paraVirtual, ide, or nvme (since vSphere 6.5); when"
                + " left out, the instance's first SCSI controller, or NVMe if it has only that.")
        Optional<String> adapterType,
    @Doc("The datastore, by name; placement chooses when left out.") Optional<PlaceName> datastore,
    @Doc(
            "An existing disk, such as [nas1] old/data.vmdk, which `adopt: true` makes a"
                + " volume: it is moved into the volume's folder on its datastore. When the"
                + " volume is no longer declared and is pruned, the disk is moved back, without"
                + " its snapshots.")
        Optional<String> path,
    @Doc("Create it as a copy of this image's first disk.") @Refers("images") Optional<Ref> image,
    @Doc("Create it as a copy of this volume.") @Refers("volumes") Optional<Ref> sourceVolume,
    @Doc("Create it as a copy of this snapshot of source_volume.") Optional<String> sourceSnapshot,
    @Doc(
            "Snapshots by name, present or absent: copies that are stored beside the"
                + " volume and deleted with it. Snapshots that are not named are left alone.")
        Map<String, Wanted> snapshots,
    @Doc(
            "Its vCenter storage policy, by name: the volume is created on a datastore"
                + " that satisfies the policy, and its disk gets the policy whenever an instance"
                + " attaches it. When left out, the policy is not changed.")
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
