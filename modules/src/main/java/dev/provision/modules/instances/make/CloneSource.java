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
 * The template that an instance is cloned from: its image's own, or a copy of that on the server. A
 * linked clone lies where its template lies and has a disk as large as its template's, so for
 * another datastore or a larger disk the image is copied, once for all instances.
 */
public final class CloneSource {
  private CloneSource() {}

  /** A datastore that many disks are copied or linked from at once serves nobody well. */
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

  /** The same instance, of the template that it is linked to; makes the copy that is not there. */
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

  /** Whether it shares a disk that we may copy. */
  private static boolean isShared(InstanceDesired desired) {
    return FullClone.isLinked(desired) && desired.image().isImported();
  }

  /** The size of its disk, where that is larger than its image's. */
  static Optional<DataSize> larger(InstanceDesired desired) {
    return desired
        .rootDisk()
        .size()
        .filter(disk -> desired.image().diskSize().filter(h -> disk.compareTo(h) > 0).isPresent());
  }

  /** A host that does not say what it mounts is taken at the word of placement. */
  private static boolean mounts(
      ManagedObjectReference host, ManagedObjectReference datastore, Inventory inventory) {
    return inventory
        .get(host)
        .flatMap(item -> item.get("datastore", ManagedObjectReference[].class))
        .map(all -> List.of(all).contains(datastore))
        .orElse(true);
  }

  /** The datastore that it must be linked on, where its own declaration does not say. */
  static Optional<ManagedObjectReference> datastore(InstanceDesired desired) {
    boolean chosen = desired.image().isImported() && desired.placing().datastore().isPresent();
    return FullClone.isLinked(desired) && !chosen ? desired.image().datastore() : Optional.empty();
  }

  /** The same need; where we may copy its image it is not bound to the image's datastore. */
  static VmNeed need(InstanceDesired desired, VmNeed need) {
    VmNeed whole = need.madeOf(CopiedImage.source(desired, isShared(desired)));
    return isShared(desired) && need.where().datastore().isPresent() ? whole.orElsewhere() : whole;
  }

  /** What the plan says of a copy that it is linked to; empty where it is linked to its image. */
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

  /** The name of the image's datastore; empty while the image is not there. */
  private static Optional<String> lies(TemplateRef image) {
    return image
        .vm()
        .flatMap(vm -> Disk.of(vm).stream().findFirst())
        .map(Disks::datastore)
        .filter(name -> !name.isEmpty())
        .map(EntityName::shown);
  }
}
