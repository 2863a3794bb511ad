package dev.provision.modules.folders;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Nested;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code folders}. An instance that names no folder implies the environment's own,
 * which is made and owned; any other name that is not declared must exist.
 *
 * <p>A folder and its mark are two calls. So it is made under a name that only we use, marked, and
 * then renamed: whatever moment a run dies at, the next one knows it by that name.
 */
public final class FolderKind
    implements VsphereKind<FolderSpec, FolderDesired, FolderState>,
        LookedUp<FolderSpec, FolderDesired, FolderState, Inventory, VsphereWriter>,
        Implied<FolderSpec, FolderDesired, FolderState, Inventory, VsphereWriter>,
        Nested<FolderSpec, FolderDesired, FolderState, Inventory, VsphereWriter>,
        Locked<FolderSpec, FolderDesired, FolderState, Inventory, VsphereWriter>,
        Adoptable<FolderSpec, FolderDesired, FolderState, Inventory, VsphereWriter> {
  /** Follows the name of a folder that is not finished. */
  static final String UNFINISHED = "~provision";

  @Override
  public KindInfo info() {
    return new KindInfo(
        "folders",
        "folder",
        "A folder for VMs; the environment's own is implied.",
        """
        folders:
          team-a:
            path: /DC0/vm/team-a
        """,
        List.of(
            new KindInfo.Attribute("path", "its inventory path"),
            new KindInfo.Attribute("id", "its managed object id")),
        List.of());
  }

  @Override
  public Carrier carrier() {
    return Carrier.CUSTOM_ATTRIBUTE;
  }

  @Override
  public Class<FolderSpec> spec() {
    return FolderSpec.class;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of("Folder", Set.of("customValue", "childType"), "Datacenter", Set.of("vmFolder"));
  }

  @Override
  public Optional<FolderSpec> implied(String name, EnvironmentId environment, Span span) {
    boolean own = name.equals(environment.name());
    return Optional.of(new FolderSpec(own ? Optional.empty() : Optional.of(name), !own));
  }

  @Override
  public boolean isInside(Declaration<FolderSpec> inner, Declaration<FolderSpec> outer) {
    return FolderSpec.place(inner).startsWith(FolderSpec.place(outer) + "/");
  }

  @Override
  public boolean isExisting(FolderSpec spec) {
    return spec.existing();
  }

  @Override
  public Checked<FolderDesired> desired(Declaration<FolderSpec> declaration, Resolved references) {
    return Checked.of(
        FolderDesired.of(
            declaration, references.environment(), references.connection(VcenterSpec.class)));
  }

  @Override
  public Observation<FolderState> observe(Address address, FolderDesired desired, Inventory read) {
    if (DirectHost.is(read)) {
      return ofHost(desired, read);
    }
    if (desired.existing() && !desired.isPath()) {
      return FolderLookup.byName(desired, read);
    }
    Optional<InventoryPath> wanted = FolderPlace.wanted(desired, read);
    if (wanted.isEmpty()) {
      return new Observation.Absent<>();
    }
    Optional<Item> found = read.at(wanted.get()).filter(FolderPlace::holdsVms);
    if (found.isPresent()) {
      return present(desired, found.get(), wanted.get(), read);
    }
    InventoryPath unfinished = FolderPlace.unfinished(wanted.get());
    if (read.at(unfinished).isEmpty() && !desired.existing()) {
      return FolderLookup.elsewhere(desired, wanted.get(), read);
    }
    return read.at(unfinished)
        .<Observation<FolderState>>map(
            item ->
                new Observation.Present<>(
                    new FolderState(item.ref(), unfinished, ObjectMark.read(item, read), true),
                    unfinished.toString(),
                    Ownership.OWNED))
        .orElseGet(Observation.Absent::new);
  }

  /** A host makes no folders: all its VMs, of whatever environment, stand in its own. */
  private static Observation<FolderState> ofHost(FolderDesired desired, Inventory read) {
    return isOwn(desired)
        ? FolderPlace.ofHost(read)
            .<Observation<FolderState>>map(
                folder ->
                    new Observation.Present<>(
                        FolderState.ofHost(folder.ref(), read.path(folder.ref())),
                        read.path(folder.ref()).toString(),
                        Ownership.EXISTING))
            .orElseGet(Observation.Absent::new)
        : new Observation.Absent<>();
  }

  private static boolean isOwn(FolderDesired desired) {
    return !desired.existing() && desired.address().name().equals(desired.environment().name());
  }

  @Override
  public List<Problem> problems(
      FolderDesired desired, Observation<FolderState> seen, Inventory read) {
    return DirectHost.is(read) && !desired.existing() && !isOwn(desired)
        ? List.of(new Problem("", noFolders(desired)))
        : List.of();
  }

  private static String noFolders(FolderDesired desired) {
    return DirectHost.refusal(
        "folder " + desired.address().name(), "all its VMs stand in one folder; leave it out");
  }

  private static Observation<FolderState> present(
      FolderDesired desired, Item item, InventoryPath path, Inventory read) {
    Optional<ObjectMark> mark = ObjectMark.read(item, read);
    FolderState state = new FolderState(item.ref(), path, mark, false);
    if (desired.existing()) {
      return new Observation.Present<>(state, path.toString(), Ownership.EXISTING);
    }
    if (mark.filter(desired::isMarkedBy).isPresent()) {
      return FolderLookup.ours(state);
    }
    Optional<String> unread = FolderLookup.unread(item, read);
    if (unread.isPresent()) {
      return new Observation.Unreadable<>(path.toString(), unread.get());
    }
    return mark.isEmpty() && isOwn(desired) && FolderLookup.holdsOurs(desired, item, read)
        ? FolderLookup.ours(state.withoutItsMark())
        : new Observation.Foreign<>(state, path.toString());
  }

  @Override
  public Problem missing(
      Declaration<FolderSpec> declaration, FolderDesired desired, Inventory read) {
    if (DirectHost.is(read)) {
      return new Problem("path", noFolders(desired));
    }
    return new Problem("path", FolderLookup.whyNone(desired, read));
  }

  @Override
  public List<Change> diff(FolderDesired desired, FolderState observed) {
    List<Change> changes = new ArrayList<>();
    if (desired.existing() || observed.ofHost()) {
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
      String name = observed.path().name();
      changes.add(
          Change.inPlace("name", name, name.substring(0, name.length() - UNFINISHED.length())));
    }
    return changes;
  }

  @Override
  public Object exported(
      Declaration<FolderSpec> declaration, FolderDesired desired, Observation<FolderState> seen) {
    if (seen instanceof Observation.Present<FolderState> present) {
      FolderState state = present.state();
      return new FolderRef(state.path(), Optional.of(state.ref()), state.ofHost());
    }
    return new FolderRef(desired.expected(), Optional.empty());
  }

  @Override
  public Map<String, Object> attributes(FolderState observed) {
    return Map.of("path", observed.path().toString(), "id", observed.ref().getVal());
  }

  @Override
  public String summary(FolderDesired desired) {
    return desired.isPath() ? desired.place() : "folder " + desired.place();
  }

  @Override
  public String pathToBe(FolderDesired desired, Inventory read) {
    return FolderPlace.wanted(desired, read).orElseGet(desired::expected).toString();
  }

  @Override
  public Set<LockKey> edits(FolderDesired desired, Inventory read) {
    return Set.of(new LockKey("folder " + desired.expected()));
  }

  @Override
  public void create(Address address, FolderDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new FolderWrites(write).create(desired);
  }

  @Override
  public void update(
      Address address,
      FolderDesired desired,
      FolderState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new FolderWrites(write).finish(desired, seen);
  }

  @Override
  public void delete(FolderState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new FolderWrites(write).delete(seen);
  }

  @Override
  public void adopt(Address address, FolderDesired desired, FolderState seen, VsphereWriter write)
      throws ModuleException {
    new FolderWrites(write).mark(seen.ref(), desired.mark(true).toString());
  }

  @Override
  public void release(FolderState seen, VsphereWriter write) throws ModuleException {
    new FolderWrites(write).mark(seen.ref(), "");
  }

  @Override
  public Stream<Owned<FolderState>> owned(EnvironmentId environment, Inventory read) {
    return FolderLookup.owned(environment, read);
  }
}
