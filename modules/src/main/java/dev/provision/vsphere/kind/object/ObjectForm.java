package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.Thing;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The decisions of a kind of inventory objects. All have a default, except its place and what
 * others get from it. What it declares as data is in {@link ObjectType}.
 *
 * @param <S> the spec
 * @param <T> the API's spec object that the rows write into
 */
public abstract class ObjectForm<S extends Record, T> {
  /** The suffix of the temporary name of an unfinished object. */
  public static final String UNFINISHED = "~provision";

  private final ObjectType<S, T> type;

  protected ObjectForm(ObjectType<S, T> type) {
    this.type = type;
  }

  /** The place that the playbook gives. */
  protected abstract ObjectPlace place(Declaration<S> declaration, Resolved references);

  /**
   * What resources that refer to it get.
   *
   * @param seen empty while it does not exist
   */
  protected abstract Object exported(InventoryPath path, Optional<ObjectState> seen);

  /**
   * What an object contains now; read in the step that deletes it.
   *
   * @throws ModuleException when that cannot be read
   */
  protected List<ManagedObjectReference> inside(ManagedObjectReference ref, VsphereWriter write)
      throws ModuleException {
    List<String> paths = new ArrayList<>(type.holding());
    // a server may leave out an empty list; the name then shows that the object was read
    paths.add("name");
    Item now = write.read(ref, paths.toArray(String[]::new));
    if (now.name().isEmpty() || !now.missing().isEmpty()) {
      throw ModuleException.refused("what it holds cannot be read, so nobody knows it is empty");
    }
    List<ManagedObjectReference> inside = new ArrayList<>();
    for (String list : type.holding()) {
      now.get(list, ManagedObjectReference[].class).map(List::of).ifPresent(inside::addAll);
    }
    return inside;
  }

  /** Whether an object of the type belongs to this kind. */
  protected boolean isOne(Item item) {
    return item.type().equals(type.managed());
  }

  /** Whether an existing object can be the one that a declaration looks up. */
  protected boolean isMeant(ObjectDesired<S> desired, Item item) {
    return isOne(item);
  }

  /** The objects directly inside one, as the snapshot has them. */
  protected Stream<Item> contents(Item item, Inventory read) {
    return ManagedTypes.VIEWED.stream()
        .flatMap(each -> read.all(each).stream())
        .filter(each -> each.parent().filter(item.ref()::equals).isPresent());
  }

  /** What the snapshot will contain after creation: the object, and those that come with it. */
  protected List<Item> planned(InventoryPath path, Item above) {
    return List.of(Place.planned(type.managed(), path, above.ref(), Map.of()));
  }

  /**
   * Where a new one first is, under its temporary name, when the call that makes it does not put it
   * into its place; it is then moved there.
   *
   * @param path its place
   */
  protected InventoryPath birthplace(InventoryPath path, Inventory read) {
    return path;
  }

  /** An object with what its comparison needs from other objects of the snapshot. */
  protected Item seen(Item item, Inventory read) {
    return item;
  }

  /** The same for one that a declaration means. */
  protected Item seen(ObjectDesired<S> desired, Item item, Inventory read) {
    return seen(item, read);
  }

  /** Whether one that is not declared any more is given back as it is, and not deleted. */
  protected boolean isGivenBack(Item item, ObjectMark mark) {
    return mark.adopted();
  }

  /** What is ours inside one, besides objects of the inventory: volumes on a datastore. */
  protected Set<Address> oursInside(Item item, Inventory read) {
    return Set.of();
  }

  /**
   * What is written last, besides rows, values and the place.
   *
   * @param changes those of the plan; empty for an object that was made just now
   */
  protected void finish(
      ObjectDesired<S> desired,
      ManagedObjectReference ref,
      List<Change> changes,
      VsphereWriter write)
      throws ModuleException, InterruptedException {}

  /** The same, where what is declared says more of it. */
  protected List<Item> planned(
      ObjectDesired<S> desired, InventoryPath path, Item above, Inventory read) {
    return planned(path, above);
  }

  /** What the snapshot will contain of one that exists, once it has the declared name and place. */
  protected List<Item> standing(
      ObjectDesired<S> desired, ObjectState seen, InventoryPath path, Item above) {
    return List.of(seen.standingAt(path, above));
  }

  /** The object that the name of a looked-up resource means. */
  protected Lookup find(ObjectDesired<S> desired, Inventory read) {
    return read.find(
        List.of(type.managed()), desired.place().name(), desired.vcenter().below(read));
  }

  /** The path it will have, as far as it is known. */
  final InventoryPath expected(ObjectDesired<S> desired) {
    return desired
        .path()
        .orElseGet(() -> desired.place().below(type.top().expected().apply(desired.vcenter())));
  }

  /**
   * Whether it can get another name. One that cannot has its own from the start, and until it is
   * marked an entry of the journal says that it is ours.
   */
  protected boolean isRenamed() {
    return true;
  }

  /** What the object that was found does not have or does not take of what is declared. */
  protected List<Problem> misfits(ObjectDesired<S> desired, Item seen) {
    return List.of();
  }

  /** Rows that calls of their own write, after those of its type and in this order. */
  protected List<RowsCall<S, ?>> more() {
    return List.of();
  }

  /** What of a declaration only some servers have, besides its rows. */
  protected List<Meaning> alsoMeanings(S spec) {
    return List.of();
  }

  /** Those that the connected server supports. */
  final List<RowsCall<S, ?>> more(ObjectDesired<S> desired) {
    List<RowsCall<S, ?>> all = new ArrayList<>();
    more().forEach(call -> all.add(call.without(desired.leftOut())));
    return all;
  }

  /** The path of the object in which it is made. */
  protected InventoryPath holder(ObjectDesired<S> desired, InventoryPath path) {
    return path.parent();
  }

  /**
   * Makes one and returns it.
   *
   * @param name as the API escapes it
   * @param spec with the rows, where the call takes them
   */
  protected ManagedObjectReference make(
      ObjectDesired<S> desired,
      ManagedObjectReference above,
      String name,
      T spec,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    return type.calls().make().in(above, name, spec, write);
  }

  /** How the method begins that makes one: {@code AddHost}. */
  protected String making(ObjectDesired<S> desired) {
    return "Create";
  }

  /** Methods of its type of which {@link #alsoNeeds} says what they need, and on what. */
  protected Set<String> asksItself() {
    return Set.of();
  }

  /**
   * What calls of its own need besides those of its type.
   *
   * @param desired empty when it is deleted
   * @param seen empty when it is made
   */
  protected List<Right> alsoNeeds(
      Optional<ObjectDesired<S>> desired, Optional<ObjectState> seen, List<Change> changes) {
    return List.of();
  }

  /** Moves one that is elsewhere to where it should be. */
  protected void move(
      ObjectDesired<S> desired, ObjectState seen, ManagedObjectReference above, VsphereWriter write)
      throws ModuleException, InterruptedException {
    type.calls().move().to(seen.ref(), above, write);
  }

  /** A change with what it does to others. */
  protected Change judged(ObjectState seen, Change change) {
    return change;
  }

  /** What else differs besides the rows. */
  protected List<Change> alsoChanges(ObjectDesired<S> desired, ObjectState seen) {
    return List.of();
  }

  /** What cannot be as declared, besides what is true of all kinds. */
  protected List<Problem> alsoProblems(
      ObjectDesired<S> desired, Observation<ObjectState> seen, Inventory read) {
    return List.of();
  }

  /** What its steps edit besides the object itself. */
  protected Set<LockKey> alsoEdits(ObjectDesired<S> desired, Inventory read) {
    return Set.of();
  }

  /** What the journal calls one that has no mark yet. */
  final Thing thing(InventoryPath path, Item holder) {
    return new Thing(holder.ref(), holder.name(), type.info().kind() + " " + path.name());
  }

  /** The parent when the playbook does not name one; empty when it cannot be determined. */
  protected final Optional<InventoryPath> top(ObjectDesired<S> desired, Inventory read) {
    return type.top().found().apply(desired.vcenter(), read);
  }

  final String noneAbove(InventoryPath holder) {
    return "the " + type.top().noun() + " above it, `" + holder + "`, does not exist";
  }

  /**
   * The object at a path. No view contains the root folder, so it is made from its reference when
   * it was not read.
   */
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

  /** What is only looked up gets no values and no tags. */
  final List<Problem> valuesOfOthers(ObjectDesired<S> desired) {
    List<Problem> problems = new ArrayList<>();
    String why = "it is only looked up, so nothing is set on it; leave this out";
    if (!desired.values().isEmpty()) {
      problems.add(new Problem(CustomValues.FIELD, why));
    }
    if (!desired.tags().isEmpty()) {
      problems.add(new Problem(VsphereTags.FIELD, why));
    }
    return problems;
  }

  /**
   * Whether it is the object that the environment makes for itself: without a mark it is recognised
   * by its contents.
   */
  protected boolean isOwn(ObjectDesired<S> desired) {
    return false;
  }

  /** What a single ESXi host has instead; empty when it has nothing. */
  protected Optional<ObjectState> ofHost(ObjectDesired<S> desired, Inventory read) {
    return Optional.empty();
  }

  /**
   * A call that deletes the object but keeps what others put into it since it was read; empty to
   * use {@code Destroy_Task}, which is also used when the server does not have the call.
   */
  protected Optional<ObjectCalls.Destroy> gentlyDestroyed(ObjectState seen) {
    return Optional.empty();
  }

  /** Why there is no such existing object, and what else has its name. */
  protected String whyNone(ObjectDesired<S> desired, Inventory read) {
    String kind = type.info().kind();
    PlaceName name = desired.place().name();
    return find(desired, read)
        .problem(kind.replace('_', ' '), name, desired.vcenter().below(read))
        .orElseGet(() -> "`" + name + "` is no " + kind);
  }

  final ObjectType<S, T> about() {
    return type;
  }

  /** The rows that the connected server supports. */
  final Rows<S, Item, T> rows(ObjectDesired<S> desired) {
    return type.rows().without(desired.leftOut());
  }
}
