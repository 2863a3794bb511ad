package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind of objects that stand in the inventory. It is found by its path and by its mark; it is
 * made, marked, adopted, brought back and given back; it is deleted when what is in it is ours. A
 * kind of its own says what it is called, its rows, where it stands, and the calls.
 *
 * <p>At 300 lines because it is the whole face towards the engine; what it does stands in {@link
 * ObjectSearch} and {@link ObjectWrites}.
 *
 * @param <S> the spec
 * @param <T> the API's spec object that its rows are written into
 */
public abstract class ObjectKind<S extends Record, T>
    implements VsphereKind<S, ObjectDesired<S>, ObjectState> {
  /** Follows the name of one that is not finished. */
  static final String UNFINISHED = "~provision";

  private final KindInfo info;
  private final Class<S> spec;
  private final String type;
  private final Rows<S, Item, T> rows;

  /**
   * @param type of managed object, {@code ResourcePool}
   */
  protected ObjectKind(KindInfo info, Class<S> spec, String type, Rows<S, Item, T> rows) {
    this.info = info;
    this.spec = spec;
    this.type = type;
    this.rows = rows;
  }

  /** Where the playbook says that it stands. */
  protected abstract ObjectPlace place(Declaration<S> declaration, Resolved references);

  /** What it stands in where the playbook does not say; empty where nothing tells. */
  protected abstract Optional<InventoryPath> top(ObjectDesired<S> desired, Inventory read);

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
   * @param ref empty while it is not there
   */
  protected abstract Object exported(
      InventoryPath path, Optional<ManagedObjectReference> ref, boolean ofHost);

  /** Which objects have {@link #holding}: itself, or what comes with it. */
  protected List<ManagedObjectReference> holders(ManagedObjectReference ref, VsphereWriter write)
      throws ModuleException {
    return List.of(ref);
  }

  /** Whether an object of the type is one of this kind. */
  protected boolean isOne(Item item) {
    return item.type().equals(type);
  }

  /** What stands in one. */
  protected Stream<Item> contents(Item item, Inventory read) {
    return ManagedTypes.VIEWED.stream()
        .flatMap(each -> read.all(each).stream())
        .filter(each -> each.parent().filter(item.ref()::equals).isPresent());
  }

  /** What the name of one that is only looked up stands for. */
  protected Lookup find(ObjectDesired<S> desired, Inventory read) {
    return read.find(List.of(type), desired.place().text(), desired.vcenter().below(read));
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

  protected void move(
      ManagedObjectReference ref, ManagedObjectReference to, VsphereWriter write)
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

  final String type() {
    return type;
  }

  final Rows<S, Item, T> rows(ObjectDesired<S> desired) {
    return rows.without(desired.leftOut());
  }

  @Override
  public final KindInfo info() {
    return info;
  }

  @Override
  public final Carrier carrier() {
    return Carrier.CUSTOM_ATTRIBUTE;
  }

  @Override
  public final Class<S> spec() {
    return spec;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    Set<String> paths = new HashSet<>(rows.properties());
    paths.add("customValue");
    return Map.of(type, paths);
  }

  @Override
  public final Checked<ObjectDesired<S>> desired(Declaration<S> declaration, Resolved references) {
    return Checked.of(
        new ObjectDesired<>(
            declaration.address(),
            references.environment(),
            declaration.spec(),
            references.connection(VcenterSpec.class),
            place(declaration, references),
            Optional.empty(),
            declaration.common().protect(),
            Set.of()));
  }

  @Override
  public final List<Meaning> meanings(ObjectDesired<S> desired) {
    return rows.meanings(desired.spec());
  }

  @Override
  public final ObjectDesired<S> without(ObjectDesired<S> desired, Set<String> fields) {
    return desired.without(fields);
  }

  /** Where it is to stand is known as soon as somebody looks. */
  @Override
  public final Fitted<ObjectDesired<S>> fitted(ObjectDesired<S> desired, Inventory read) {
    Fitted<ObjectDesired<S>> fitted = VsphereKind.super.fitted(desired, read);
    ObjectDesired<S> all = fitted.desired();
    return new Fitted<>(all.at(wanted(all, read)), fitted.notes());
  }

  @Override
  public final Observation<ObjectState> observe(
      Address address, ObjectDesired<S> desired, Inventory read) {
    if (DirectHost.is(read)) {
      return ofHost(desired, read)
          .<Observation<ObjectState>>map(
              state ->
                  new Observation.Present<>(
                      state, state.path().toString(), Observation.Ownership.EXISTING))
          .orElseGet(Observation.Absent::new);
    }
    return new ObjectSearch<>(this, read).observe(desired.called(address));
  }

  @Override
  public final List<Problem> problems(ObjectDesired<S> desired, Inventory read) {
    return DirectHost.is(read) && !desired.isExisting() && ofHost(desired, read).isEmpty()
        ? List.of(new Problem("", refusal(desired)))
        : List.of();
  }

  private String refusal(ObjectDesired<S> desired) {
    return DirectHost.refusal(info.kind() + " " + desired.address().name(), whyNotOnHost());
  }

  @Override
  public final Problem missing(
      Declaration<S> declaration, ObjectDesired<S> desired, Inventory read) {
    return new Problem("path", DirectHost.is(read) ? refusal(desired) : whyNone(desired, read));
  }

  /** Why there is none that is used as it is, and what has its name instead. */
  protected String whyNone(ObjectDesired<S> desired, Inventory read) {
    return find(desired, read)
        .problem(info.kind().replace('_', ' '), desired.place().text(), desired.vcenter().below(read))
        .orElseGet(() -> "`" + desired.place().text() + "` is no " + info.kind());
  }

  @Override
  public final List<Change> diff(ObjectDesired<S> desired, ObjectState observed) {
    List<Change> changes = new ArrayList<>();
    boolean ours = observed.mark().filter(desired::isMarkedBy).isPresent();
    boolean used = desired.place().use() == ObjectPlace.Use.NEEDED && !observed.unfinished();
    if (desired.isExisting() || observed.ofHost() || used && !ours) {
      return changes;
    }
    String mark = desired.mark(observed.isAdopted()).toString();
    String seen = observed.mark().map(Object::toString).orElse(Change.ABSENT);
    if (!mark.equals(seen)) {
      Change change = Change.inPlace("mark", seen, mark);
      changes.add(
          observed.unmarked()
              ? change.with(
                  Effect.RELINKS,
                  "somebody made it again: it holds what this environment owns, and has no mark")
              : change);
    }
    observed
        .wanted()
        .map(place -> Change.inPlace("path", observed.path().toString(), place.toString()))
        .ifPresent(changes::add);
    if (observed.unfinished()) {
      changes.add(Change.inPlace("name", observed.path().name(), observed.wholeName()));
    }
    changes.addAll(rows(desired).changes(desired.spec(), observed.item()));
    return changes;
  }

  @Override
  public final Object exported(
      Declaration<S> declaration, ObjectDesired<S> desired, Observation<ObjectState> seen) {
    if (seen instanceof Observation.Present<ObjectState> present) {
      ObjectState state = present.state();
      return exported(state.path(), Optional.of(state.ref()), state.ofHost());
    }
    return exported(expected(desired), Optional.empty(), false);
  }

  /** Where it is to stand, as far as that is known. */
  private static InventoryPath expected(ObjectDesired<?> desired) {
    return desired.path().orElseGet(() -> desired.place().below(desired.vcenter().below()));
  }

  @Override
  public final Map<String, Object> attributes(ObjectState observed) {
    Map<String, Object> all = new LinkedHashMap<>(rows.attributes(observed.item()));
    all.put("path", observed.path().toString());
    all.put("id", observed.ref().getVal());
    return all;
  }

  @Override
  public String summary(ObjectDesired<S> desired) {
    return expected(desired).toString();
  }

  @Override
  public final String pathToBe(ObjectDesired<S> desired, Inventory read) {
    return expected(desired).toString();
  }

  @Override
  public final Set<LockKey> edits(ObjectDesired<S> desired) {
    return Set.of(new LockKey(info.kind() + " " + expected(desired)));
  }

  @Override
  public final void create(
      Address address, ObjectDesired<S> desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new ObjectWrites<>(this, write).create(desired);
  }

  @Override
  public final void update(
      Address address,
      ObjectDesired<S> desired,
      ObjectState seen,
      List<Change> changes,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new ObjectWrites<>(this, write).update(desired, seen, changes);
  }

  @Override
  public final void delete(ObjectState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new ObjectWrites<>(this, write).delete(seen);
  }

  @Override
  public final void adopt(
      Address address, ObjectDesired<S> desired, ObjectState seen, VsphereWriter write)
      throws ModuleException {
    new ObjectWrites<>(this, write).mark(seen.ref(), desired.mark(true).toString());
  }

  @Override
  public final void release(ObjectState seen, VsphereWriter write) throws ModuleException {
    new ObjectWrites<>(this, write).mark(seen.ref(), "");
  }

  @Override
  public final void rename(
      Address from, Address to, ObjectDesired<S> desired, ObjectState seen, VsphereWriter write)
      throws ModuleException {
    new ObjectWrites<>(this, write).mark(seen.ref(), desired.mark(seen.isAdopted()).toString());
  }

  @Override
  public final Stream<Owned<ObjectState>> owned(EnvironmentId environment, Inventory read) {
    return new ObjectSearch<>(this, read).owned(environment);
  }
}
