package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Disruption;
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
import dev.provision.spi.Right;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Foreseen;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Located;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Privileged;
import dev.provision.spi.trait.Renamable;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.HasMeanings;
import dev.provision.vsphere.kind.MarkRights;
import dev.provision.vsphere.kind.ReadsWhenDeclared;
import dev.provision.vsphere.kind.VsphereTags;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind of inventory objects. They are found by path and by mark; created, marked, adopted, moved
 * back and released; and deleted when their contents are ours. What differs between kinds is in
 * {@link ObjectForm}. It is long because it answers, once for all these kinds, every question that
 * the engine asks.
 *
 * @param <S> the spec
 * @param <T> the API's spec object that the rows write into
 */
public abstract class ObjectKind<S extends Record, T> extends ObjectForm<S, T>
    implements HasMeanings<S, ObjectDesired<S>, ObjectState>,
        ReadsWhenDeclared<S>,
        Foreseen<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Located<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Locked<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Adoptable<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Infrastructure<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Privileged<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter>,
        Renamable<S, ObjectDesired<S>, ObjectState, Inventory, VsphereWriter> {
  protected ObjectKind(ObjectType<S, T> type) {
    super(type);
  }

  @Override
  public final KindInfo info() {
    return about().info();
  }

  @Override
  public final Carrier carrier() {
    return Carrier.CUSTOM_ATTRIBUTE;
  }

  @Override
  public final Class<S> spec() {
    return about().spec();
  }

  @Override
  public final Set<Activity> activities() {
    return about().activities();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(about().managed(), Set.of("customValue"));
  }

  @Override
  public final Set<String> taggedTypes() {
    return Set.of(about().managed());
  }

  @Override
  public final Map<String, List<String>> remarks() {
    Map<String, List<String>> all = new LinkedHashMap<>(about().rows().remarks());
    more().forEach(call -> all.putAll(call.rows().remarks()));
    return all;
  }

  @Override
  public List<Meaning> versions() {
    List<Meaning> all = new ArrayList<>(about().rows().versions());
    more().forEach(call -> all.addAll(call.rows().versions()));
    return all;
  }

  @Override
  public final Map<String, Set<String>> rowProperties() {
    return Map.of(about().managed(), about().rows().properties());
  }

  @Override
  public Map<String, Set<String>> declaredProperties(S spec) {
    Set<String> paths = new LinkedHashSet<>();
    more().stream()
        .map(RowsCall::rows)
        .filter(rows -> rows.isAnyWanted(spec))
        .forEach(rows -> paths.addAll(rows.properties(spec)));
    return paths.isEmpty() ? Map.of() : Map.of(about().managed(), paths);
  }

  @Override
  public Checked<ObjectDesired<S>> desired(Declaration<S> declaration, Resolved references) {
    return Checked.of(
        new ObjectDesired<>(
            declaration.address(),
            references.environment(),
            declaration.spec(),
            references.connection(VcenterSpec.class),
            place(declaration, references),
            Optional.empty(),
            declaration.common().protect(),
            CustomValues.of(declaration.spec(), references),
            VsphereTags.of(declaration.spec(), references),
            Set.of()));
  }

  @Override
  public final List<Meaning> meanings(ObjectDesired<S> desired) {
    List<Meaning> all = new ArrayList<>(about().rows().meanings(desired.spec()));
    more().forEach(call -> all.addAll(call.rows().meanings(desired.spec())));
    all.addAll(alsoMeanings(desired.spec()));
    return all;
  }

  @Override
  public final ObjectDesired<S> without(ObjectDesired<S> desired, Set<String> fields) {
    return desired.without(fields);
  }

  @Override
  public Inventory foreseen(
      ObjectDesired<S> desired, Observation<ObjectState> seen, Inventory read) {
    return desired
        .path()
        .filter(path -> seen.there().isPresent() || read.at(path).isEmpty())
        .flatMap(
            path ->
                at(holder(desired, path), read)
                    .map(
                        above ->
                            seen.there()
                                .map(state -> standing(desired, state, path, above))
                                .orElseGet(() -> planned(desired, path, above, read))))
        .map(read::with)
        .orElse(read);
  }

  /** Adds the path, which is known as soon as there is a snapshot. */
  @Override
  public Fitted<ObjectDesired<S>> fitted(ObjectDesired<S> desired, Inventory read) {
    Fitted<ObjectDesired<S>> fitted = HasMeanings.super.fitted(desired, read);
    ObjectDesired<S> all = fitted.desired();
    return fitted.with(all.at(wanted(all, read)));
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
  public List<Problem> problems(
      ObjectDesired<S> desired, Observation<ObjectState> seen, Inventory read) {
    return new ObjectProblems<>(this).of(desired, seen, read);
  }

  /** For a kind of which some are only looked up. */
  public final Problem missing(
      Declaration<S> declaration, ObjectDesired<S> desired, Inventory read) {
    return new ObjectProblems<>(this).missing(desired, read);
  }

  @Override
  public List<Change> diff(ObjectDesired<S> desired, ObjectState observed) {
    return new ObjectDiff<>(this).of(desired, observed);
  }

  @Override
  public final Object exported(
      Declaration<S> declaration, ObjectDesired<S> desired, Observation<ObjectState> seen) {
    // an unfinished or moved object gets its own path back before others use it
    Optional<ObjectState> stays =
        seen.there().filter(state -> desired.isExisting() || state.ofHost());
    return exported(stays.map(ObjectState::path).orElseGet(() -> expected(desired)), seen.there());
  }

  @Override
  public final Map<String, Object> attributes(ObjectState observed) {
    Map<String, Object> all = new LinkedHashMap<>(about().rows().attributes(observed.item()));
    more().forEach(call -> all.putAll(call.rows().attributes(observed.item())));
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
  public final Set<LockKey> edits(ObjectDesired<S> desired, Inventory read) {
    Set<LockKey> all = new HashSet<>(alsoEdits(desired, read));
    all.add(new LockKey(info().kind() + " " + expected(desired)));
    return all;
  }

  @Override
  public final void create(
      Address address, ObjectDesired<S> desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    make(desired, write);
  }

  /** The same for a kind that has more to do with the new object. */
  public final ManagedObjectReference make(ObjectDesired<S> desired, VsphereWriter write)
      throws ModuleException, InterruptedException {
    return new ObjectWrites<>(this, write).create(desired);
  }

  @Override
  public final void update(
      Address address,
      ObjectDesired<S> desired,
      ObjectState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new ObjectWrites<>(this, write).update(desired, seen, changes);
  }

  @Override
  public final List<Right> toCreate(ObjectDesired<S> desired, Placement at, Inventory read) {
    return new ObjectRights<>(this).toCreate(desired, read);
  }

  @Override
  public final List<Right> toUpdate(
      ObjectDesired<S> desired,
      ObjectState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    return new ObjectRights<>(this).toUpdate(desired, seen, changes, read);
  }

  @Override
  public final List<Right> toMark(ObjectState seen, Inventory read) {
    return MarkRights.on(seen.path().toString(), read);
  }

  @Override
  public final List<Right> toDelete(ObjectState seen, Inventory read) {
    return new ObjectRights<>(this).toDelete(seen);
  }

  /** The folder that an environment made for itself carries nothing of others. */
  @Override
  public Set<Disruption> deleting(Address address, ObjectState seen, Set<Address> gone) {
    return seen.mark().filter(ObjectMark::isOfOwnFolder).isPresent()
        ? Set.of()
        : Set.of(Disruption.DELETE);
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
