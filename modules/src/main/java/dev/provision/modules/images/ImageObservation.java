package dev.provision.modules.images;

import com.vmware.vim25.TaskInfo;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Problem;
import dev.provision.vsphere.image.ImagesInside;
import dev.provision.vsphere.image.SharedTemplate;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.OutOfReach;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds an image in the inventory snapshot. */
final class ImageObservation {
  private static final Set<String> VMS = Set.of("VirtualMachine");

  /**
   * The order among several VMs of one image: those with our marks first, then finished ones, then
   * the one that was finished first.
   */
  private static final Comparator<ImageSeen> BEST =
      Comparator.comparing((ImageSeen seen) -> !seen.marksAgree())
          .thenComparing(seen -> !seen.isTemplate())
          .thenComparing(ImageSeen::vm, SharedTemplate.FINISHED_FIRST);

  private ImageObservation() {}

  static Observation<ImageSeen> of(ImageWanted wanted, Inventory read) {
    if (wanted instanceof ImageWanted.Imported image) {
      return imported(image, read);
    }
    if (wanted instanceof ImageWanted.InPlace existing) {
      return inPlace(existing, read);
    }
    throw new AssertionError(wanted);
  }

  private static Observation<ImageSeen> inPlace(ImageWanted.InPlace wanted, Inventory read) {
    Lookup found = read.find(VMS, wanted.template(), datacenter(wanted.datacenter(), read));
    if (found instanceof Lookup.Found one) {
      return unread(one.item(), read)
          .orElseGet(
              () ->
                  new Observation.Present<>(
                      new ImageSeen(one.item(), one.path()),
                      one.path().toString(),
                      Ownership.EXISTING));
    }
    if (found instanceof Lookup.Ambiguous many) {
      return new Observation.Ambiguous<>(
          many.paths().stream().map(InventoryPath::toString).toList());
    }
    return new Observation.Absent<>();
  }

  /** The problem for a template that is not found. */
  static Problem missing(ImageWanted wanted, Inventory read) {
    if (!(wanted instanceof ImageWanted.InPlace existing)) {
      throw new AssertionError("an imported image may be missing: it is made");
    }
    InventoryPath below = datacenter(existing.datacenter(), read);
    return new Problem(
        "template",
        read.find(VMS, existing.template(), below)
            .problem("VM or template", existing.template(), below)
            .orElseThrow());
  }

  private static InventoryPath datacenter(Optional<PlaceName> name, Inventory read) {
    return name.map(text -> read.find(Set.of("Datacenter"), text, InventoryPath.ROOT))
        .filter(Lookup.Found.class::isInstance)
        .map(found -> ((Lookup.Found) found).path())
        .orElse(InventoryPath.ROOT);
  }

  private static Observation<ImageSeen> imported(ImageWanted.Imported wanted, Inventory read) {
    List<ImageSeen> ours =
        datacenters(wanted, read).stream()
            .flatMap(dc -> read.byInstanceUuid(wanted.in(dc.ref()).instanceUuid()).stream())
            .map(vm -> new ImageSeen(vm, read.path(vm.ref()), DirectHost.is(read)))
            .toList();
    if (ours.isEmpty()) {
      Set<String> originals =
          datacenters(wanted, read).stream()
              .map(dc -> wanted.in(dc.ref()).instanceUuid())
              .collect(Collectors.toSet());
      Optional<Observation<ImageSeen>> restored =
          RestoredImage.find(wanted, originals::contains, read)
              .map(
                  seen -> new Observation.Present<>(seen, seen.path().toString(), Ownership.OWNED));
      return restored.orElseGet(() -> unfound(wanted, read));
    }
    ImageSeen seen = ours.stream().min(BEST).orElseThrow();
    Optional<Observation<ImageSeen>> unread = unread(seen.vm(), read);
    if (unread.isPresent()) {
      return unread.get();
    }
    if (!seen.marksAgree()) {
      return new Observation.Foreign<>(seen, seen.path().toString());
    }
    if (!seen.isWhole() && isBeingImported(seen, read)) {
      return new Observation.InProgress<>("the import of " + seen.path());
    }
    return new Observation.Present<>(seen, seen.path().toString(), Ownership.OWNED);
  }

  /** The datacenters that it may be in: the named one, or those of the clusters. */
  static List<Item> datacenters(ImageWanted.Imported wanted, Inventory read) {
    List<InventoryPath> places = new ArrayList<>();
    wanted
        .vcenter()
        .ifPresent(
            vcenter -> {
              if (vcenter.datacenter().isPresent()) {
                places.add(vcenter.below(read));
                return;
              }
              for (PlaceName cluster : vcenter.effectiveClusters()) {
                if (read.find(Set.of("ComputeResource"), cluster, InventoryPath.ROOT)
                    instanceof Lookup.Found found) {
                  places.add(found.path());
                }
              }
            });
    return read.all("Datacenter").stream()
        .filter(
            dc ->
                places.isEmpty()
                    || places.stream().anyMatch(place -> place.isBelow(read.path(dc.ref()))))
        .toList();
  }

  /** Where a plan says that it will be: in the first of the datacenters that it may be in. */
  static String pathToBe(ImageWanted wanted, Inventory read) {
    if (!(wanted instanceof ImageWanted.Imported imported)) {
      return "";
    }
    InventoryPath top =
        datacenters(imported, read).stream()
            .findFirst()
            .map(dc -> read.path(dc.ref()))
            .orElse(InventoryPath.ROOT)
            .child("vm");
    for (String name : DirectHost.is(read) ? List.<String>of() : ImageFolder.NAMES) {
      top = top.child(name);
    }
    return top.child(imported.templateName()).toString();
  }

  /** A foreign VM with the name and in a folder that the image would have, else absent. */
  private static Observation<ImageSeen> unfound(ImageWanted.Imported wanted, Inventory read) {
    String name = wanted.templateName();
    for (Item vm : read.all("VirtualMachine")) {
      if (vm.shown().equals(name)) {
        InventoryPath path = read.path(vm.ref());
        boolean near =
            datacenters(wanted, read).stream().anyMatch(dc -> path.isBelow(read.path(dc.ref())));
        if (near && (ImageFolder.holds(path) || DirectHost.is(read))) {
          return unread(vm, read)
              .orElseGet(() -> new Observation.Foreign<>(new ImageSeen(vm, path), path.toString()));
        }
      }
    }
    return new Observation.Absent<>();
  }

  /**
   * The observation of a VM that cannot be read: it is not missing, so it is not imported again.
   */
  private static Optional<Observation<ImageSeen>> unread(Item vm, Inventory read) {
    return OutOfReach.why(vm, read)
        .map(why -> new Observation.Unreadable<>(read.path(vm.ref()).toString(), why));
  }

  /**
   * Whether another run is uploading it: while a lease is open the task {@code ImportVApp} runs on
   * the VM or its pool. Such an upload is waited for, not deleted.
   */
  private static boolean isBeingImported(ImageSeen seen, Inventory read) {
    for (TaskInfo task : read.runningTasks()) {
      boolean onIt =
          task.getEntity() != null
              && (task.getEntity().getVal().equals(seen.vm().ref().getVal())
                  || seen.pool()
                      .map(pool -> pool.getVal().equals(task.getEntity().getVal()))
                      .orElse(false));
      if (onIt && String.valueOf(task.getDescriptionId()).contains("ImportVApp")) {
        return true;
      }
    }
    return false;
  }

  static Stream<Owned<ImageSeen>> owned(Inventory read) {
    String environment = ImageWanted.ENVIRONMENT.toString();
    return read.all("VirtualMachine").stream()
        .filter(vm -> Marks.of(vm, Marks.ENVIRONMENT).equals(environment))
        .filter(vm -> Marks.of(vm, Marks.ADDRESS).startsWith("image."))
        .map(vm -> owned(new ImageSeen(vm, read.path(vm.ref()), DirectHost.is(read))));
  }

  static Stream<Owned<ImageSeen>> within(EnvironmentId environment, Inventory read) {
    String name = environment.toString();
    return owned(read)
        .filter(image -> ImagesInside.address(image.state().vm(), name, read).isPresent())
        .map(image -> image.after(users(image.state(), name, read)));
  }

  /** The environment's machines of an image, and the copies of it. */
  private static List<Address> users(ImageSeen image, String environment, Inventory read) {
    String version = Marks.of(image.vm(), Marks.IMAGE);
    return read.all("VirtualMachine").stream()
        .filter(vm -> !version.isEmpty() && Marks.of(vm, Marks.IMAGE).equals(version))
        .filter(
            vm ->
                Marks.owned(vm).filter(environment::equals).isPresent()
                    || vm.shown().startsWith(image.name()) && !vm.shown().equals(image.name()))
        .map(vm -> Address.parse(Marks.of(vm, Marks.ADDRESS)))
        .toList();
  }

  private static Owned<ImageSeen> owned(ImageSeen seen) {
    return new Owned<>(
        Address.parse(Marks.of(seen.vm(), Marks.ADDRESS)),
        seen,
        seen.path().toString(),
        false,
        Marks.of(seen.vm(), Marks.PROTECT).equals("true"),
        seen.marksAgree() ? "" : "its mark was written for another VM: possibly a copy",
        List.of());
  }
}
