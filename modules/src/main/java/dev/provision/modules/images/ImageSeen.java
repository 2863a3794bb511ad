package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.image.SharedTemplate;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A template or VM as the inventory snapshot has it.
 *
 * @param onHost whether it is on a single ESXi host, and not in a vCenter
 */
record ImageSeen(Item vm, InventoryPath path, boolean onHost) {
  /** A template or VM in a vCenter. */
  ImageSeen(Item vm, InventoryPath path) {
    this(vm, path, false);
  }

  /** The snapshot that an import takes last: it exists only if the content is complete. */
  static final String SNAPSHOT = SharedTemplate.SNAPSHOT;

  /** The properties that are read of every VM. */
  static final Set<String> LIGHT =
      Set.of("summary.config.instanceUuid", "summary.config.template", "runtime.powerState");

  /** The properties that are read of VMs that may be images. */
  static final Set<String> FULL =
      Set.of(
          "config.instanceUuid",
          "config.changeVersion",
          "config.guestId",
          "config.firmware",
          "config.version",
          "config.nestedHVEnabled",
          "config.annotation",
          "config.hardware.device",
          "config.extraConfig",
          "snapshot",
          "runtime.host",
          "resourcePool",
          "datastore");

  String name() {
    return vm.shown();
  }

  /** Lower case; empty if it cannot be read. */
  String instanceUuid() {
    return vm.get("summary.config.instanceUuid", String.class)
        .or(() -> vm.get("config.instanceUuid", String.class))
        .orElse("");
  }

  /** Whether the mark was written for this very VM, and not inherited by a copy. */
  boolean marksAgree() {
    return Marks.of(vm, Marks.UUID).equals(instanceUuid());
  }

  /**
   * A single ESXi host has no templates; there it counts as one when it has its snapshot or its
   * ISO.
   */
  boolean isTemplate() {
    if (onHost) {
      return importSnapshot().isPresent() || medium().isPresent();
    }
    return vm.get("summary.config.template", Boolean.class).orElse(false);
  }

  /**
   * Whether its content is known to be complete: only then it gets its snapshot and becomes a
   * template. Disks that were uploaded to a folder may be complete earlier.
   */
  boolean isWhole() {
    return isTemplate() || importSnapshot().isPresent();
  }

  boolean isFinished() {
    return isTemplate() && importSnapshot().isPresent();
  }

  boolean isOff() {
    return vm.get("runtime.powerState", VirtualMachinePowerState.class)
        .map(state -> state == VirtualMachinePowerState.poweredOff)
        .orElse(false);
  }

  /** Our snapshot, by name; empty if there is none. */
  Optional<ManagedObjectReference> importSnapshot() {
    return snapshots().stream()
        .filter(tree -> tree.getName().equals(SNAPSHOT))
        .map(VirtualMachineSnapshotTree::getSnapshot)
        .findFirst();
  }

  /** The snapshot that the VM's disks are based on now; empty if there is none. */
  Optional<ManagedObjectReference> currentSnapshot() {
    return vm.get("snapshot", VirtualMachineSnapshotInfo.class)
        .map(VirtualMachineSnapshotInfo::getCurrentSnapshot);
  }

  private List<VirtualMachineSnapshotTree> snapshots() {
    return vm.get("snapshot", VirtualMachineSnapshotInfo.class)
        .map(VirtualMachineSnapshotInfo::getRootSnapshotList)
        .map(Arrays::asList)
        .orElse(List.of());
  }

  /**
   * What the {@code provision.image} mark says of instances that are cloned from this existing VM.
   */
  String versionInPlace() {
    return instanceUuid() + "@" + vm.get("config.changeVersion", String.class).orElse("");
  }

  Optional<String> guestId() {
    return vm.get("config.guestId", String.class);
  }

  Optional<String> firmware() {
    return vm.get("config.firmware", String.class);
  }

  /** The size of its first disk; empty if it has none or was not read in full. */
  Optional<DataSize> diskSize() {
    return diskSizes().stream().findFirst();
  }

  /** The sizes of all its disks, in the order of their slots. */
  List<DataSize> diskSizes() {
    return disks().stream().map(Disk::size).toList();
  }

  /** The type of its first disk; empty if its backing does not say. */
  Optional<DiskType> diskType() {
    return first().flatMap(Disk::type);
  }

  /**
   * The folder that its disks were uploaded to, {@code [nas1] provision/images/x}; empty if it was
   * imported through a lease, so that its disks are in its VM's folder.
   */
  Optional<String> uploadedTo() {
    return first()
        .map(Disk::baseFile)
        .filter(file -> file.matches("\\[.*\\] .+/([^/]+)/\\1\\.vmdk"))
        .map(file -> file.substring(0, file.lastIndexOf('/')));
  }

  /** Its hardware version; empty if that cannot be read. */
  Optional<String> version() {
    return vm.get("config.version", String.class).filter(version -> !version.isEmpty());
  }

  /** Whether its guest may run VMs. */
  boolean nestedHypervisor() {
    return vm.get("config.nestedHVEnabled", Boolean.class).orElse(false);
  }

  String annotation() {
    return vm.get("config.annotation", String.class).orElse("");
  }

  /**
   * The controller type of its first disk, or for a disk if it has none; empty for a type that we
   * do not make.
   */
  Optional<DiskAdapter> adapter() {
    return disks().isEmpty() ? adapterForDisks() : first().flatMap(Disk::adapter);
  }

  /** Prefers a controller that is not IDE, since every VM has IDE controllers. */
  private Optional<DiskAdapter> adapterForDisks() {
    return Arrays.stream(devices())
        .flatMap(device -> DiskAdapter.of(device).stream())
        .max(Comparator.comparing(adapter -> adapter != DiskAdapter.IDE));
  }

  private List<Disk> disks() {
    return Disk.of(List.of(devices()));
  }

  private Optional<Disk> first() {
    return disks().stream().findFirst();
  }

  /** The file in its CD-ROM drive, {@code [nas1] provision/images/x.iso}; empty for none. */
  Optional<String> medium() {
    return cdrom().map(VirtualDeviceFileBackingInfo::getFileName);
  }

  /** Whether that file is gone from its datastore. */
  boolean mediumIsGone() {
    return vm.get(AddedProperties.MEDIUM_GONE, Boolean.class).orElse(false);
  }

  private Optional<VirtualDeviceFileBackingInfo> cdrom() {
    return Arrays.stream(devices())
        .filter(VirtualCdrom.class::isInstance)
        .map(VirtualDevice::getBacking)
        .filter(VirtualDeviceFileBackingInfo.class::isInstance)
        .map(VirtualDeviceFileBackingInfo.class::cast)
        .filter(backing -> backing.getFileName() != null && !backing.getFileName().isEmpty())
        .findFirst();
  }

  VirtualDevice[] devices() {
    return vm.get("config.hardware.device", VirtualDevice[].class).orElse(new VirtualDevice[0]);
  }

  /**
   * The datastore of its first disk, or of the ISO in its drive if it has no disk. The VM's own
   * list may have other datastores too, in no order, so it is only the last resort.
   */
  Optional<ManagedObjectReference> datastore() {
    return first()
        .flatMap(Disk::datastore)
        .or(() -> cdrom().map(VirtualDeviceFileBackingInfo::getDatastore))
        .or(
            () ->
                vm.get("datastore", ManagedObjectReference[].class)
                    .filter(all -> all.length > 0)
                    .map(all -> all[0]));
  }

  Optional<ManagedObjectReference> host() {
    return vm.get("runtime.host", ManagedObjectReference.class);
  }

  /** Its resource pool; empty for a template, which is in none. */
  Optional<ManagedObjectReference> pool() {
    return vm.get("resourcePool", ManagedObjectReference.class);
  }
}
