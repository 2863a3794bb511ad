package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Declaration;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What differs between kinds of inventory objects: names, rows, place, and calls.
 *
 * @param <S> the spec
 * @param <T> the API's spec object that the rows write into
 */
public abstract class ObjectForm<S extends Record, T> {
  /** The suffix of the temporary name of an unfinished object. */
  static final String UNFINISHED = "~provision";

  private final KindInfo info;
  private final Class<S> spec;
  private final String type;
  private final Rows<S, Item, T> rows;

  /**
   * @param type the managed object type, {@code ResourcePool}
   */
  protected ObjectForm(KindInfo info, Class<S> spec, String type, Rows<S, Item, T> rows) {
    this.info = info;
    this.spec = spec;
    this.type = type;
    this.rows = rows;
  }

  /** The place that the playbook gives. */
  protected abstract ObjectPlace place(Declaration<S> declaration, Resolved references);

  /** The parent when the playbook does not name one; empty when it cannot be determined. */
  protected abstract Optional<InventoryPath> top(ObjectDesired<S> desired, Inventory read);

  /** The same parent as far as it is known before the first read. */
  protected abstract InventoryPath expectedTop(VcenterSpec vcenter);

  /** Why {@link #top} is empty, and what to write in the playbook. */
  protected abstract String nowhere(ObjectDesired<S> desired);

  /** The noun for the parent: {@code folder}. */
  protected abstract String above();

  final String noneAbove(InventoryPath path) {
    return "the " + above() + " above it, `" + path.parent() + "`, does not exist";
  }

  /** Creates an object under the given temporary name. */
  protected abstract ManagedObjectReference make(
      ManagedObjectReference above, String name, T with, VsphereWriter write)
      throws ModuleException, InterruptedException;

  /** Writes the rows that differ. */
  protected abstract void change(ManagedObjectReference ref, T with, VsphereWriter write)
      throws ModuleException, InterruptedException;

  /** Properties that list the contents of an object; read in the step that deletes it. */
  protected abstract List<String> holding();

  /**
   * What resources that refer to it get.
   *
   * @param seen empty while it does not exist
   */
  protected abstract Object exported(InventoryPath path, Optional<ObjectState> seen);

  /**
   * What stands in one, as it is now: asked in the step that deletes it.
   *
   * @throws ModuleException when that cannot be read
   */
  protected List<ManagedObjectReference> inside(ManagedObjectReference ref, VsphereWriter write)
      throws ModuleException {
    List<String> paths = new ArrayList<>(holding());
    // a server may leave an empty list out: then the name shows that it was read
    paths.add("name");
    Item now = write.read(ref, paths.toArray(String[]::new));
    if (now.name().isEmpty() || !now.missing().isEmpty()) {
      throw ModuleException.refused("what it holds cannot be read, so nobody knows it is empty");
    }
    List<ManagedObjectReference> inside = new ArrayList<>();
    for (String list : holding()) {
      now.get(list, ManagedObjectReference[].class).map(List::of).ifPresent(inside::addAll);
    }
    return inside;
  }

  /** Whether an object of the type belongs to this kind. */
  protected boolean isOne(Item item) {
    return item.type().equals(type);
  }

  /** Whether an existing object can be the one that a declaration looks up. */
  protected boolean isMeant(ObjectDesired<S> desired, Item item) {
    return isOne(item);
  }

  /** The objects inside one. */
  protected Stream<Item> contents(Item item, Inventory read) {
    return ManagedTypes.VIEWED.stream()
        .flatMap(each -> read.all(each).stream())
        .filter(each -> each.parent().filter(item.ref()::equals).isPresent());
  }

  /** What the snapshot will contain after creation: the object, and those that come with it. */
  protected List<Item> planned(InventoryPath path, Item above) {
    return List.of(Place.planned(type, path, above.ref(), Map.of()));
  }

  /** The object that the name of a looked-up resource means. */
  protected Lookup find(ObjectDesired<S> desired, Inventory read) {
    return read.find(List.of(type), desired.place().name(), desired.vcenter().below(read));
  }

  /** The path it will have, as far as it is known. */
  final InventoryPath expected(ObjectDesired<S> desired) {
    return desired.path().orElseGet(() -> desired.place().below(expectedTop(desired.vcenter())));
  }

  /** What stands at a path; the root folder is in no view. */
  static Optional<Item> at(InventoryPath path, Inventory read) {
    return path.names().isEmpty()
        ? Optional.of(
            read.get(read.root()).orElseGet(() -> new Item(read.root(), Map.of(), Map.of())))
        : read.at(path);
  }

  /** The wanted path; empty when it cannot be determined. */
  protected Optional<InventoryPath> wanted(ObjectDesired<S> desired, Inventory read) {
    ObjectPlace place = desired.place();
    return place.isPath()
        ? Optional.of(place.below(InventoryPath.ROOT))
        : place.above().or(() -> top(desired, read)).map(place::below);
  }

  /** Whether an object that lost its mark is recognised by its contents. */
  protected boolean isKnownByContents(ObjectDesired<S> desired) {
    return false;
  }

  /** What a single ESXi host has instead; empty when it has nothing. */
  protected Optional<ObjectState> ofHost(ObjectDesired<S> desired, Inventory read) {
    return Optional.empty();
  }

  /** Why a single ESXi host has no such object. */
  protected String whyNotOnHost() {
    return "it keeps no custom attributes, so nothing could be marked as ours; leave it out";
  }

  protected void rename(ManagedObjectReference ref, String name, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.task(api -> api.rename_Task(ref, name));
  }

  protected void move(ManagedObjectReference ref, ManagedObjectReference to, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.task(api -> api.moveIntoFolder_Task(to, new ManagedObjectReference[] {ref}));
  }

  /** Fails when the object has contents. */
  @FunctionalInterface
  protected interface Emptiness {
    void require(ManagedObjectReference ref) throws ModuleException;
  }

  /** Deletes an object that was just read to be empty. */
  protected void destroy(ObjectState seen, Emptiness empty, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.task(api -> api.destroy_Task(seen.ref()));
  }

  final KindInfo about() {
    return info;
  }

  final Class<S> specType() {
    return spec;
  }

  /** The managed type of its objects. */
  protected final String type() {
    return type;
  }

  final Rows<S, Item, T> rows() {
    return rows;
  }

  final Rows<S, Item, T> rows(ObjectDesired<S> desired) {
    return rows.without(desired.leftOut());
  }

  /** Why there is no such existing object, and what else has its name. */
  protected String whyNone(ObjectDesired<S> desired, Inventory read) {
    return find(desired, read)
        .problem(
            info.kind().replace('_', ' '), desired.place().name(), desired.vcenter().below(read))
        .orElseGet(() -> "`" + desired.place().name() + "` is no " + info.kind());
  }
}
