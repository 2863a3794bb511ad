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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is particular to one kind of objects: what it is called, its rows, where it stands, and the
 * calls.
 *
 * @param <S> the spec
 * @param <T> the API's spec object that its rows are written into
 */
public abstract class ObjectForm<S extends Record, T> {
  /** Follows the name of one that is not finished. */
  static final String UNFINISHED = "~provision";

  private final KindInfo info;
  private final Class<S> spec;
  private final String type;
  private final Rows<S, Item, T> rows;

  /**
   * @param type of managed object, {@code ResourcePool}
   */
  protected ObjectForm(KindInfo info, Class<S> spec, String type, Rows<S, Item, T> rows) {
    this.info = info;
    this.spec = spec;
    this.type = type;
    this.rows = rows;
  }

  /** Where the playbook says that it stands. */
  protected abstract ObjectPlace place(Declaration<S> declaration, Resolved references);

  /** What it stands in where the playbook does not say; empty where nothing tells. */
  protected abstract Optional<InventoryPath> top(ObjectDesired<S> desired, Inventory read);

  /** The same as far as it is known before anybody looked. */
  protected abstract InventoryPath expectedTop(VcenterSpec vcenter);

  /** Why {@link #top} is empty, and what to write. */
  protected abstract String nowhere(ObjectDesired<S> desired);

  /** What it stands in is called: {@code folder}. */
  protected abstract String above();

  /** Makes one, with the name that it is made under. */
  protected abstract ManagedObjectReference make(
      ManagedObjectReference above, String name, T with, VsphereWriter write)
      throws ModuleException, InterruptedException;

  /** Writes rows that differ. */
  protected abstract void change(ManagedObjectReference ref, T with, VsphereWriter write)
      throws ModuleException, InterruptedException;

  /** Properties that list what it holds; read in the step that deletes it. */
  protected abstract List<String> holding();

  /**
   * What those who refer to it get.
   *
   * @param seen empty while it is not there
   */
  protected abstract Object exported(InventoryPath path, Optional<ObjectState> seen);

  /** Which objects have {@link #holding}: itself, or what comes with it. */
  protected List<ManagedObjectReference> holders(ManagedObjectReference ref, VsphereWriter write)
      throws ModuleException {
    return List.of(ref);
  }

  /** Whether an object of the type is one of this kind. */
  protected boolean isOne(Item item) {
    return item.type().equals(type);
  }

  /** Whether one that is there may be what a declaration looks up. */
  protected boolean isMeant(ObjectDesired<S> desired, Item item) {
    return isOne(item);
  }

  /** What stands in one. */
  protected Stream<Item> contents(Item item, Inventory read) {
    return ManagedTypes.VIEWED.stream()
        .flatMap(each -> read.all(each).stream())
        .filter(each -> each.parent().filter(item.ref()::equals).isPresent());
  }

  /** What a snapshot will show when one is made: itself, and what comes with it. */
  protected List<Item> planned(InventoryPath path, Item above) {
    return List.of(Place.planned(type, path, above.ref(), Map.of()));
  }

  /** What the name of one that is only looked up stands for. */
  protected Lookup find(ObjectDesired<S> desired, Inventory read) {
    return read.find(List.of(type), desired.place().text(), desired.vcenter().below(read));
  }

  /** Where it is to stand, as far as that is known. */
  final InventoryPath expected(ObjectDesired<S> desired) {
    return desired.path().orElseGet(() -> desired.place().below(expectedTop(desired.vcenter())));
  }

  /** The path that is wanted; empty where nothing tells. */
  protected Optional<InventoryPath> wanted(ObjectDesired<S> desired, Inventory read) {
    ObjectPlace place = desired.place();
    return place.isPath()
        ? Optional.of(place.below(InventoryPath.ROOT))
        : place.above().or(() -> top(desired, read)).map(place::below);
  }

  /** Whether one that lost its mark is known by what it holds. */
  protected boolean isKnownByContents(ObjectDesired<S> desired) {
    return false;
  }

  /** What a single ESXi host has instead; empty where it has none. */
  protected Optional<ObjectState> ofHost(ObjectDesired<S> desired, Inventory read) {
    return Optional.empty();
  }

  /** Why a single ESXi host has none. */
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

  /** Refuses when something is in it. */
  @FunctionalInterface
  protected interface Emptiness {
    void require(ManagedObjectReference ref) throws ModuleException;
  }

  /** Deletes one that was just read empty. */
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

  /** Why there is none that is used as it is, and what has its name instead. */
  protected String whyNone(ObjectDesired<S> desired, Inventory read) {
    return find(desired, read)
        .problem(
            info.kind().replace('_', ' '), desired.place().text(), desired.vcenter().below(read))
        .orElseGet(() -> "`" + desired.place().text() + "` is no " + info.kind());
  }
}
