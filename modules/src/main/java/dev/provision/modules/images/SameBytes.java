package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.images.declaration.ImageNote;
import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.modules.images.file.SourceDisk;
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
 * The images of ours in one datacenter that were made of the same bytes as another that is wanted,
 * under other names: the server copies one of these, and nothing is uploaded. Adapter, disk type,
 * firmware and version of the hardware are chosen when a VM is made, and what is not declared is
 * chosen by the server, so these have to be declared alike; a medium is one file whatever its VM is
 * like. Immutable.
 */
final class SameBytes {
  private final ImageWanted.Imported wanted;

  /**
   * @param wanted in its datacenter
   */
  SameBytes(ImageWanted.Imported wanted) {
    this.wanted = wanted;
  }

  /** Those that the snapshot holds, the oldest first. */
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
   * Those that are there now, which another step may have made since the snapshot: one on the same
   * datastore first, and of these the oldest.
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

  /** The files of media, {@code [nas1] provision/images/x.iso}. */
  List<String> media(ImageImport.Site site, VsphereWriter write) throws ModuleException {
    List<String> files = new ArrayList<>();
    now(site, write).forEach(seen -> seen.medium().ifPresent(files::add));
    return files;
  }

  /** Whether another that is declared will be one of these. */
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

  /** As far as it is known: what nobody declares is the file's, and that may not be here yet. */
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
