package dev.provision.vsphere.lease;

import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.ObjectSpec;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.image.ImagePlace;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.journal.EntryPlace;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.CustomAttribute;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.Tree;
import dev.provision.vsphere.wire.Faults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The leases in a vCenter: a folder {@code provision lease-1 of ci-main} with the mark in its
 * custom attribute. {@code CreateFolder} refuses the second of two with {@code DuplicateName}.
 *
 * <p>It is beside the home of an environment that has one, else beside the environment's own
 * folder; but never in what is the environment's own, which a destroy has to empty: then, and while
 * there is no datacenter, at the root. That of an image is in the images' folder. Two runs may see
 * different places, so all of them are looked at.
 */
final class InventoryLeases implements LeaseStore {
  private static final String NAME = "provision lease-%d of %s";
  private static final Pattern NUMBER =
      Pattern.compile("provision lease-([1-9][0-9]{0,8}) of (.+)");

  /** The project of what environments share. */
  private static final String SHARED = ImageCopy.ENVIRONMENT.project();

  static final ManagedObjectReference SERVICE = service();

  private final EnvironmentId environment;
  private final VsphereWriter write;
  private final CustomAttribute attribute;

  /** Folders that leases may be in; a new one is made in the first. */
  private final Set<ManagedObjectReference> places = new LinkedHashSet<>();

  /** Of images, at the last look. */
  private List<FoundLease> strays = List.of();

  /** The folder that a lease is in. */
  private final Map<ManagedObjectReference, ManagedObjectReference> parents = new HashMap<>();

  /**
   * @param write one that writes without a lease
   */
  InventoryLeases(EnvironmentId environment, VcenterSpec vcenter, VsphereWriter write) {
    this.environment = environment;
    this.write = write;
    this.attribute = new CustomAttribute(write);
    Inventory read = write.inventory();
    Stream.of(Optional.of(path(environment, vcenter, read)), beside(vcenter, read))
        .flatMap(Optional::stream)
        .flatMap(path -> read.at(path).stream())
        .forEach(item -> places.add(item.ref()));
    Tree.VM.of(vcenter, read).flatMap(read::at).ifPresent(item -> places.add(item.ref()));
    read.at(Journal.homes()).ifPresent(item -> places.add(item.ref()));
    Tree.VM
        .of(vcenter, read)
        .flatMap(top -> read.at(ImagePlace.in(top.parent())))
        .ifPresent(item -> places.add(item.ref()));
    places.add(read.root());
  }

  private static ManagedObjectReference service() {
    ManagedObjectReference service = new ManagedObjectReference();
    service.setType("ServiceInstance");
    service.setVal("ServiceInstance");
    return service;
  }

  /** Where a new lease is made. */
  static InventoryPath path(EnvironmentId environment, VcenterSpec vcenter, Inventory read) {
    if (Journal.hasHome(environment, read)) {
      return Journal.homes();
    }
    if (environment.project().equals(SHARED)) {
      Optional<InventoryPath> top = Tree.VM.of(vcenter, read);
      return top.map(each -> ImagePlace.in(each.parent()))
          .filter(images -> read.at(images).isPresent())
          .or(() -> top)
          .orElse(InventoryPath.ROOT);
    }
    return beside(vcenter, read)
        .filter(path -> !isOfItsOwn(path, environment, read))
        .orElse(InventoryPath.ROOT);
  }

  private static Optional<InventoryPath> beside(VcenterSpec vcenter, Inventory read) {
    return Tree.VM.named(vcenter, read).or(() -> Tree.VM.of(vcenter, read));
  }

  /** Whether the environment made it or something above it, a datacenter for instance. */
  private static boolean isOfItsOwn(InventoryPath path, EnvironmentId environment, Inventory read) {
    for (InventoryPath at = path; !at.names().isEmpty(); at = at.parent()) {
      if (read.at(at)
          .flatMap(item -> ObjectMark.read(item, read))
          .filter(mark -> mark.isOf(environment))
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a snapshot shows one. */
  static boolean isSeen(EnvironmentId environment, Inventory read) {
    return read.all("Folder").stream()
        .map(folder -> NUMBER.matcher(folder.shown()))
        .anyMatch(name -> name.matches() && name.group(2).equals(environment.dotted()));
  }

  @Override
  public List<FoundLease> all() throws ModuleException, InterruptedException {
    return in(places);
  }

  @Override
  public List<FoundLease> strays() {
    return strays;
  }

  @Override
  public List<FoundLease> beside(FoundLease ours) throws ModuleException, InterruptedException {
    return in(Set.of(parents.get(ref(ours))));
  }

  private List<FoundLease> in(Set<ManagedObjectReference> folders)
      throws ModuleException, InterruptedException {
    List<ObjectSpec> children = new ArrayList<>();
    folders.forEach(each -> children.add(ReadSpecs.behind(each, "Folder", "childEntity")));
    List<FoundLease> found = new ArrayList<>();
    List<FoundLease> shared = new ArrayList<>();
    Retrieval retrieval =
        new Retrieval(write.api(), write.content().getPropertyCollector(), VsphereWriter.PAGE);
    Retrieval.whole(
            () ->
                retrieval.all(
                    ReadSpecs.filter(
                        children,
                        List.of(
                            ReadSpecs.properties(
                                "Folder", List.of("name", "parent", "customValue"))))))
        .forEach(
            content -> {
              Item folder = Items.of(content);
              Matcher name = NUMBER.matcher(folder.shown());
              if (name.matches()) {
                String of = name.group(2);
                if (of.equals(environment.dotted())) {
                  found.add(lease(folder, name, environment.toString()));
                } else if (of.startsWith(SHARED + ".")) {
                  shared.add(lease(folder, name, of.replace(SHARED + ".", SHARED + "/")));
                }
              }
            });
    strays = shared;
    return found;
  }

  private FoundLease lease(Item folder, Matcher name, String of) {
    folder.parent().ifPresent(parent -> parents.put(folder.ref(), parent));
    return new FoundLease(
        new EntryPlace.Folder(folder.ref()), Integer.parseInt(name.group(1)), mark(folder, of));
  }

  /** By what it says: the attribute may have been defined after the snapshot was read. */
  private Optional<LeaseMark> mark(Item folder, String of) {
    for (CustomFieldValue value :
        folder.get("customValue", CustomFieldValue[].class).orElse(new CustomFieldValue[0])) {
      if (value instanceof CustomFieldStringValue text && text.getValue() != null) {
        Optional<LeaseMark> mark =
            LeaseMark.parse(text.getValue()).filter(each -> each.environment().equals(of));
        if (mark.isPresent()) {
          return mark;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Instant now() throws ModuleException {
    return write.call(api -> api.currentTime(SERVICE)).toInstant();
  }

  @Override
  public Optional<FoundLease> make(Optional<FoundLease> after) throws ModuleException {
    int number = after.map(FoundLease::number).orElse(0) + 1;
    ManagedObjectReference in =
        after.map(each -> parents.get(ref(each))).orElseGet(() -> places.iterator().next());
    String name = EntityName.escaped(NAME.formatted(number, environment.dotted()));
    try {
      ManagedObjectReference made = write.call(api -> api.createFolder(in, name));
      parents.put(made, in);
      return Optional.of(new FoundLease(new EntryPlace.Folder(made), number, Optional.empty()));
    } catch (ModuleException e) {
      if (Faults.is(e, DuplicateName.class)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public FoundLease mark(FoundLease lease, LeaseMark mark) throws ModuleException {
    attribute.set(ref(lease), mark.toString());
    return new FoundLease(lease.place(), lease.number(), Optional.of(mark));
  }

  /**
   * {@code UnregisterAndDestroy_Task} keeps the disks of a VM that somebody moves into the folder;
   * {@code Destroy_Task} would delete them. A folder of datacenters refuses it.
   */
  @Override
  public void delete(FoundLease lease) throws ModuleException, InterruptedException {
    ManagedObjectReference folder = ref(lease);
    Item seen = write.read(folder, "name", "childEntity", "childType");
    if (seen.name().isEmpty()) {
      return; // it is gone
    }
    if (isUsed(seen)) {
      // somebody put something there, and gets it as a plain folder
      attribute.set(folder, "");
      write.task(api -> api.rename_Task(folder, seen.name() + " (over)"));
    } else if (!Tree.VM.has(seen) || !isGentlyDestroyed(folder)) {
      write.task(api -> api.destroy_Task(folder));
    }
  }

  private boolean isGentlyDestroyed(ManagedObjectReference folder)
      throws ModuleException, InterruptedException {
    try {
      write.task(api -> api.unregisterAndDestroy_Task(folder));
      return true;
    } catch (ModuleException e) {
      boolean unknown = Faults.is(e, MethodNotFound.class) || Faults.is(e, NotSupported.class);
      if (!unknown || isUsed(write.read(folder, "childEntity"))) {
        throw e;
      }
      return false;
    }
  }

  private static boolean isUsed(Item folder) {
    return folder
        .get("childEntity", ManagedObjectReference[].class)
        .filter(inside -> inside.length > 0)
        .isPresent();
  }

  private static ManagedObjectReference ref(FoundLease lease) {
    return ((EntryPlace.Folder) lease.place()).ref();
  }
}
