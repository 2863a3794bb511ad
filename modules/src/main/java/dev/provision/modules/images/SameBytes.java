package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.declaration.ImageNote;
import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.image.SharedTemplate;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Our images in one datacenter that have the same bytes as a declared one, under other names: the
 * server can copy one of them instead of an upload. Adapter, disk type, firmware and hardware
 * version are fixed when a VM is made, and the server chooses undeclared ones, so they must be
 * declared alike; an ISO is just a file, so its VM does not matter. Immutable.
 */
final class SameBytes {
  private final ImageWanted.Imported wanted;

  /**
   * @param wanted with its datacenter
   */
  SameBytes(ImageWanted.Imported wanted) {
    this.wanted = wanted;
  }

  /** The images in the inventory snapshot, the oldest first. */
  Stream<ImageSeen> seen(Inventory read) {
    return marked(read)
        .map(vm -> new ImageSeen(vm, read.path(vm.ref())))
        .filter(this::fits)
        .sorted(Comparator.comparing(ImageSeen::vm, SharedTemplate.FINISHED_FIRST));
  }

  private Stream<Item> marked(Inventory read) {
    InventoryPath datacenter = read.path(wanted.datacenter().orElseThrow());
    return read.all("VirtualMachine").stream()
        .filter(vm -> Marks.of(vm, Marks.IMAGE).equals(wanted.version()))
        .filter(vm -> Marks.of(vm, Marks.ENVIRONMENT).equals(ImageWanted.ENVIRONMENT.toString()))
        .filter(vm -> read.path(vm.ref()).isBelow(datacenter));
  }

  /**
   * The images that exist now, because another step may have made one since the snapshot: those on
   * the same datastore first, of these the oldest.
   */
  List<ImageSeen> now(ImageImport.Site site, VsphereWriter write) throws ModuleException {
    ManagedObjectReference store = ImageDatastore.store(wanted, site, write).ref();
    Set<ManagedObjectReference> vms = new LinkedHashSet<>();
    marked(write.inventory()).map(Item::ref).forEach(vms::add);
    Set<String> properties = new TreeSet<>(ImageSeen.FULL);
    properties.addAll(ImageSeen.LIGHT);
    properties.add("name");
    for (ManagedObjectReference child :
        write
            .read(site.folder(), "childEntity")
            .get("childEntity", ManagedObjectReference[].class)
            .orElse(new ManagedObjectReference[0])) {
      if (child.getType().equals("VirtualMachine") && write.inventory().get(child).isEmpty()) {
        vms.add(child);
      }
    }
    return write.readAll(List.copyOf(vms), properties.toArray(String[]::new)).stream()
        .map(vm -> new ImageSeen(vm, InventoryPath.ROOT))
        .filter(this::fits)
        .sorted(
            Comparator.comparing((ImageSeen seen) -> !seen.datastore().equals(Optional.of(store)))
                .thenComparing(ImageSeen::vm, SharedTemplate.FINISHED_FIRST))
        .toList();
  }

  /** The ISO files, {@code [nas1] provision/images/x.iso}. */
  List<String> media(ImageImport.Site site, VsphereWriter write) throws ModuleException {
    List<String> files = new ArrayList<>();
    now(site, write).forEach(seen -> seen.medium().ifPresent(files::add));
    return files;
  }

  /** Whether another declared image will have the same bytes and hardware. */
  boolean isOf(ImageWanted.Imported other) {
    return other.version().equals(wanted.version())
        && !other.image().equals(wanted.image())
        && other.isMedium() == wanted.isMedium()
        && (wanted.isMedium()
            || (other.goesByFolder() == wanted.goesByFolder()
                && hardware().equals(ImageNote.hardware(other.said()))));
  }

  private boolean fits(ImageSeen seen) {
    Item vm = seen.vm();
    return Marks.of(vm, Marks.IMAGE).equals(wanted.version())
        && Marks.of(vm, Marks.ENVIRONMENT).equals(ImageWanted.ENVIRONMENT.toString())
        && Marks.of(vm, Marks.COPY_OF).isEmpty()
        && seen.marksAgree()
        && !seen.instanceUuid().equalsIgnoreCase(wanted.instanceUuid())
        && (seen.medium().isPresent() ? !seen.mediumIsGone() : isWholeDisk(seen))
        && (!wanted.isMedium() || seen.medium().isPresent());
  }

  private boolean isWholeDisk(ImageSeen seen) {
    return seen.isFinished()
        && ImageNote.hardware(seen.annotation()).equals(Optional.of(hardware()))
        && hasHardware(seen);
  }

  private String hardware() {
    return ImageNote.hardware(wanted.said());
  }

  /**
   * Compares what is known: undeclared hardware comes from the file, which may not be downloaded
   * yet.
   */
  boolean hasHardware(ImageSeen seen) {
    ImageProperties said = wanted.said();
    boolean here = wanted.content().isPresent();
    List<DataSize> sizes = seen.diskSizes();
    boolean sameDisks =
        wanted
            .content()
            .map(file -> file.disks().stream().map(SourceDisk::diskSize).toList().equals(sizes))
            .orElse(!sizes.isEmpty());
    boolean sameAdapter =
        (!here && said.adapter().isEmpty()) || seen.adapter().equals(Optional.of(wanted.adapter()));
    boolean typeMatters = said.diskType().isPresent() || (here && !wanted.goesByFolder());
    boolean sameType =
        !typeMatters
            || !wanted.diskType().isToldByItsBacking()
            || seen.diskType().map(wanted.diskType().made()::equals).orElse(true);
    boolean sameVersion =
        said.hwVersion().map(v -> seen.version().equals(Optional.of(v.value()))).orElse(true);
    return sameDisks && sameAdapter && sameType && sameVersion;
  }
}
