package dev.provision.modules.instances.make;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.image.ImageCopying;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import dev.provision.vsphere.placement.VmNeed;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The template that an instance is cloned from: the image's, or a copy of it that the server makes.
 * A linked clone is on its template's datastore and has a disk of the same size, so for another
 * datastore or a larger disk the image is copied first, once for all instances.
 */
public final class CloneSource {
  private CloneSource() {}

  /** Limits how many clones read from the image's datastore at once. */
  public static Set<LockKey> locks(InstanceDesired desired) {
    return desired
        .image()
        .datastore()
        .map(
            from ->
                new LockKey(
                    "clones from " + from.getVal(),
                    Math.max(1, desired.head().connection().clonesPerDatastore())))
        .map(Set::of)
        .orElse(Set.of());
  }

  /**
   * The same instance with the template to clone from; makes a copy of the image if it needs one.
   */
  static InstanceDesired of(InstanceDesired desired, HostPlacement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Optional<ImageCopy> copy = copy(desired, at, write.inventory());
    if (copy.isEmpty()) {
      return desired;
    }
    Set<String> properties = new HashSet<>(FlavorExtras.PROPERTIES);
    properties.add(Devices.HARDWARE);
    return desired.of(ImageCopying.made(copy.get(), at, properties, write));
  }

  /** Whether a copy of the image is made first, as far as that is known before the image exists. */
  public static boolean makesCopy(InstanceDesired desired, HostPlacement at, Inventory read) {
    if (desired.image().vm().isPresent()) {
      return copy(desired, at, read).filter(copy -> !isThere(copy, read)).isPresent();
    }
    boolean sized = desired.rootDisk().size().isPresent() && desired.image().diskSize().isEmpty();
    return isShared(desired) && (sized || note(desired).isPresent());
  }

  private static boolean isThere(ImageCopy copy, Inventory read) {
    return read.at(read.path(copy.template().ref()).parent().child(copy.name())).isPresent();
  }

  private static Optional<ImageCopy> copy(
      InstanceDesired desired, HostPlacement at, Inventory inventory) {
    TemplateRef image = desired.image();
    if (!isShared(desired)
        || image.vm().isEmpty()
        || image.diskSize().isEmpty()
        || image.datastore().isEmpty()) {
      return Optional.empty();
    }
    boolean stays =
        desired.placing().datastore().isEmpty()
            && desired.policy().admits(image.datastore().get(), inventory)
            && mounts(at.host(), image.datastore().get(), inventory);
    ManagedObjectReference datastore = stays ? image.datastore().get() : at.datastore();
    String name = inventory.get(datastore).map(Item::name).orElse(at.datastoreName());
    ImageCopy copy =
        new ImageCopy(image, larger(desired).orElse(image.diskSize().get()), datastore, name);
    return copy.isImage() ? Optional.empty() : Optional.of(copy);
  }

  /** Whether it is a linked clone of an image that we imported, and so may copy. */
  private static boolean isShared(InstanceDesired desired) {
    return FullClone.isLinked(desired) && desired.image().isImported();
  }

  /** The size of the root disk if it is larger than the image's. */
  static Optional<DataSize> larger(InstanceDesired desired) {
    return desired
        .rootDisk()
        .size()
        .filter(disk -> desired.image().diskSize().filter(h -> disk.compareTo(h) > 0).isPresent());
  }

  /**
   * Whether a host mounts a datastore; true if its list cannot be read, since placement chose both.
   */
  private static boolean mounts(
      ManagedObjectReference host, ManagedObjectReference datastore, Inventory inventory) {
    return inventory
        .get(host)
        .flatMap(item -> item.get("datastore", ManagedObjectReference[].class))
        .map(all -> List.of(all).contains(datastore))
        .orElse(true);
  }

  /**
   * The datastore that a linked clone must be on, unless the image can be copied to a declared one.
   */
  static Optional<ManagedObjectReference> datastore(InstanceDesired desired) {
    boolean chosen = desired.image().isImported() && desired.placing().datastore().isPresent();
    return FullClone.isLinked(desired) && !chosen ? desired.image().datastore() : Optional.empty();
  }

  /** The same need; if we may copy the image, the clone need not be on the image's datastore. */
  static VmNeed need(InstanceDesired desired, VmNeed need) {
    VmNeed whole = need.madeOf(CopiedImage.source(desired, isShared(desired)));
    return isShared(desired) && need.where().datastore().isPresent() ? whole.orElsewhere() : whole;
  }

  /**
   * The plan's note about a copy that the clone is linked to; empty if it is linked to the image.
   */
  public static Optional<String> note(InstanceDesired desired) {
    if (!isShared(desired)) {
      return Optional.empty();
    }
    Optional<String> lies = lies(desired.image());
    Optional<String> chosen = desired.placing().datastore().map(PlaceName::bare);
    String size = larger(desired).map(disk -> " of " + disk).orElse("");
    boolean elsewhere = chosen.isPresent() && !chosen.equals(lies);
    if (size.isEmpty() && !elsewhere) {
      return Optional.empty();
    }
    String where = chosen.or(() -> lies).map(name -> " on [" + name + "]").orElse("");
    String unless =
        size.isEmpty() && lies.isEmpty() ? ", unless the image itself is imported there" : "";
    return Optional.of(
        "linked to a copy of the image" + size + ", made once for all" + where + unless);
  }

  /** The name of the image's datastore; empty while the image does not exist. */
  private static Optional<String> lies(TemplateRef image) {
    return image
        .vm()
        .flatMap(vm -> Disk.of(vm).stream().findFirst())
        .map(Disks::datastore)
        .filter(name -> !name.isEmpty())
        .map(EntityName::shown);
  }
}
