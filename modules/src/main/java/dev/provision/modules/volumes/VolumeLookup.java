package dev.provision.modules.volumes;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.exported.AttachedDisk;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.LooseDisk;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeFolder.Stage;
import dev.provision.vsphere.inventory.VolumeHome;
import dev.provision.vsphere.inventory.VolumeListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds volumes: an attached one by the uuid of its disk, wherever that is, or by its file; an
 * unattached one by its folder.
 */
final class VolumeLookup {
  static final String KIND = "volume";

  private VolumeLookup() {}

  static Observation<VolumeState> observe(VolumeDesired desired, Inventory inventory) {
    Observation<VolumeState> seen =
        observe(desired.environment(), desired.address(), desired.spec().datastore(), inventory);
    List<VolumeFolder> folders = inventory.volumes().of(desired.name());
    Optional<Observation<VolumeState>> foreign =
        seen instanceof Observation.Absent
            ? VolumeAdoption.foreign(desired, inventory)
            : Optional.empty();
    if (foreign.isPresent()) {
      return foreign.get();
    }
    // leftovers are shown only when the volume is to be absent: creating it deletes them anyway
    return desired.absent() && seen instanceof Observation.Absent && !folders.isEmpty()
        ? present(leftover(desired.name(), folders.get(0).home(), folders))
        : seen;
  }

  private static Observation<VolumeState> observe(
      EnvironmentId environment,
      Address address,
      Optional<PlaceName> datastore,
      Inventory inventory) {
    VolumeListing listing = inventory.volumes();
    String name = address.name();
    List<VolumeFolder> folders = listing.of(name);
    List<VolumeFolder> withDisk =
        folders.stream().filter(f -> f.stage() == Stage.WHOLE && f.hasDisk()).toList();
    List<AttachedDisk> attached =
        attached(DiskUuid.of(environment, address), withDisk, name, inventory);
    if (attached.size() > 1) {
      return new Observation.Ambiguous<>(
          attached.stream().map(each -> each.disk().file() + " of " + each.vmPath()).toList());
    }
    if (attached.size() == 1) {
      return present(attached(name, attached.get(0), folders, listing, inventory));
    }
    if (withDisk.size() > 1) {
      return new Observation.Ambiguous<>(withDisk.stream().map(VolumeFolder::path).toList());
    }
    if (withDisk.size() == 1) {
      return present(unattached(environment, address, withDisk.get(0), folders, inventory));
    }
    return withoutDisk(environment, address, datastore, folders, inventory);
  }

  /** Called when the disk is neither attached nor in the volume's folder. */
  private static Observation<VolumeState> withoutDisk(
      EnvironmentId environment,
      Address address,
      Optional<PlaceName> datastore,
      List<VolumeFolder> folders,
      Inventory inventory) {
    for (VolumeFolder each : folders) {
      if (each.stage() == Stage.WHOLE) {
        Optional<String> stray =
            Strays.of(environment, address, inventory)
                .or(
                    () ->
                        VolumeAdoption.from(folders)
                            .flatMap(inventory.volumes()::loose)
                            .map(LooseDisk::file));
        return stray.isPresent()
            ? present(stray(environment, address, stray.get(), folders, inventory))
            : new Observation.Unreadable<>(
                each.path(),
                "its folder is there and its disk is not: the disk with uuid "
                    + DiskUuid.of(environment, address).text()
                    + " was moved or deleted by somebody; put it back as `"
                    + each.home().disk()
                    + "`, or delete the folder");
      }
    }
    for (var each : inventory.volumes().unread().entrySet()) {
      Item store = inventory.get(each.getKey()).orElseThrow();
      if (datastore.isEmpty() || datastore.get().fits(inventory.path(store.ref()))) {
        return new Observation.Unreadable<>(
            new DatastorePath(store.name(), inventory.volumes().top()).toString(),
            "the datastore cannot be looked at, so nobody knows whether the volume is on it: "
                + each.getValue());
      }
    }
    return new Observation.Absent<>();
  }

  private static Observation<VolumeState> present(VolumeState state) {
    boolean adopted = VolumeAdoption.from(state.folders()).isPresent();
    return new Observation.Present<>(
        state, state.path(), adopted ? Ownership.ADOPTED : Ownership.OWNED);
  }

  /** Disks of VMs that are this volume. */
  private static List<AttachedDisk> attached(
      DiskUuid uuid, List<VolumeFolder> withDisk, String name, Inventory inventory) {
    List<AttachedDisk> found = new ArrayList<>();
    for (AttachedDisk each : AttachedDisk.all(inventory)) {
      boolean inFolder =
          withDisk.stream().anyMatch(folder -> folder.home().disk().equals(each.disk().file()))
              || DatastorePath.parse(each.disk().file())
                  .filter(path -> path.path().equals(diskPath(inventory.volumes(), name)))
                  .isPresent();
      if (uuid.is(each.disk().uuid()) || inFolder) {
        found.add(each);
      }
    }
    return found;
  }

  /** The path of a volume's disk in its own folder, without the datastore. */
  private static String diskPath(VolumeListing listing, String name) {
    return listing.top() + "/" + name + "/" + name + ".vmdk";
  }

  private static VolumeState attached(
      String name,
      AttachedDisk attached,
      List<VolumeFolder> folders,
      VolumeListing listing,
      Inventory inventory) {
    Disk disk = attached.disk();
    String store = datastoreName(disk.file());
    ManagedObjectReference datastore =
        disk.datastore().orElseGet(() -> datastore(disk.file(), inventory));
    return new VolumeState(
        name,
        listing.home(datastore, store, name),
        Optional.of(disk.file()),
        disk.uuid(),
        Optional.of(attached),
        Optional.of(disk.size()),
        disk.type().map(type -> VolumeTyping.of(type, folders)),
        VolumeTyping.decides(datastore, inventory),
        folders);
  }

  private static String datastoreName(String file) {
    return DatastorePath.parse(file).map(DatastorePath::datastore).orElse("");
  }

  private static ManagedObjectReference datastore(String file, Inventory inventory) {
    return inventory.all("Datastore").stream()
        .filter(each -> each.name().equals(datastoreName(file)))
        .map(Item::ref)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a disk lies on no datastore: " + file));
  }

  private static VolumeState unattached(
      EnvironmentId environment,
      Address address,
      VolumeFolder in,
      List<VolumeFolder> folders,
      Inventory inventory) {
    return new VolumeState(
        address.name(),
        in.home(),
        Optional.of(in.home().disk()),
        DiskUuid.of(environment, address).text(),
        Optional.empty(),
        in.size(),
        in.thin()
            .map(thin -> thin ? DiskType.THIN : DiskType.THICK)
            .map(type -> VolumeTyping.of(type, folders)),
        VolumeTyping.decides(in.home().datastore(), inventory),
        folders);
  }

  /**
   * Detached but still in the VM's folder, or adopted and not moved yet; its home is on the
   * datastore where it is.
   */
  private static VolumeState stray(
      EnvironmentId environment,
      Address address,
      String file,
      List<VolumeFolder> folders,
      Inventory inventory) {
    return new VolumeState(
        address.name(),
        inventory.volumes().home(datastore(file, inventory), datastoreName(file), address.name()),
        Optional.of(file),
        DiskUuid.of(environment, address).text(),
        Optional.empty(),
        inventory.volumes().loose(file).flatMap(LooseDisk::size),
        inventory.volumes().loose(file).flatMap(VolumeAdoption::type),
        VolumeTyping.decides(datastore(file, inventory), inventory),
        folders);
  }

  /** Leftovers of a volume that was deleted or never finished. */
  static VolumeState leftover(String name, VolumeHome home, List<VolumeFolder> folders) {
    return new VolumeState(
        name,
        home,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        folders);
  }

  static Stream<Owned<VolumeState>> owned(EnvironmentId environment, Inventory inventory) {
    Set<String> names = new TreeSet<>();
    inventory.volumes().folders().forEach(folder -> names.add(folder.home().name()));
    return Stream.concat(
        names.stream().flatMap(name -> owned(environment, name, inventory).stream()),
        UnreadVolumes.of(inventory));
  }

  private static Optional<Owned<VolumeState>> owned(
      EnvironmentId environment, String name, Inventory inventory) {
    Address address = new Address(KIND, name);
    List<VolumeFolder> folders = inventory.volumes().of(name);
    Observation<VolumeState> seen = observe(environment, address, Optional.empty(), inventory);
    if (seen instanceof Observation.Present<VolumeState> present) {
      return Optional.of(owned(address, present.state(), "", inventory));
    }
    String suspect = "";
    if (seen instanceof Observation.Ambiguous<VolumeState> several) {
      suspect = "it is there more than once: " + String.join(", ", several.paths());
    } else if (folders.stream().anyMatch(folder -> folder.stage() == Stage.WHOLE)) {
      suspect = "its folder is there and its disk is not";
    }
    return Optional.of(
        owned(address, leftover(name, folders.get(0).home(), folders), suspect, inventory));
  }

  /**
   * The instance that it is attached to; empty when there is none, or the VM has no mark of ours.
   */
  static Optional<Address> holder(VolumeState state, Inventory inventory) {
    return state
        .attached()
        .flatMap(disk -> inventory.get(disk.vm()))
        .map(vm -> Marks.of(vm, Marks.ADDRESS))
        .filter(text -> text.indexOf('.') > 0 && !text.endsWith("."))
        .map(Address::parse);
  }

  /** The instance it is attached to is deleted first. */
  private static Owned<VolumeState> owned(
      Address address, VolumeState state, String suspect, Inventory inventory) {
    List<Address> after = holder(state, inventory).stream().toList();
    boolean adopted = VolumeAdoption.from(state.folders()).isPresent();
    return new Owned<>(address, state, state.path(), adopted, state.isProtected(), suspect, after);
  }
}
