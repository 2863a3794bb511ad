package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Disruption;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Referring;
import dev.provision.vsphere.exported.DatastoreRef;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.LookedUpObject;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The section {@code datastores}. A datastore is made by its first host, in the top folder of the
 * datacenter's datastores. An export leaves the inventory with its last host, and its files stay on
 * the server; a VMFS is deleted with its data, and only where that is said. One that is neither is
 * only adopted or looked up. It is long because it answers every question about the section; what
 * takes more than a few lines has a class of its own.
 */
public final class DatastoreKind extends ObjectKind<DatastoreSpec, DatastoreEdit>
    implements LookedUpObject<DatastoreSpec>,
        Referring<
            DatastoreSpec, ObjectDesired<DatastoreSpec>, ObjectState, Inventory, VsphereWriter> {
  /** Whether its data is to be destroyed; added to its properties. */
  private static final String DESTROYS = "provision.destroysData";

  private static final List<RowsCall<DatastoreSpec, ?>> MORE =
      List.of(SiocRows.call(), UnmapRows.call());

  public DatastoreKind() {
    super(DatastoreInfo.TYPE);
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        "Datastore", Set.of("customValue"), "Datacenter", Set.of(Tree.DATASTORE.property()));
  }

  @Override
  public Map<String, Set<String>> declaredProperties(DatastoreSpec spec) {
    Map<String, Set<String>> all = new HashMap<>(super.declaredProperties(spec));
    if (!spec.existing()) {
      Set<String> own = new TreeSet<>(all.getOrDefault("Datastore", Set.of()));
      own.add("info");
      if (spec.sioc().isPresent()) {
        own.add(SiocRows.SUPPORTED);
      }
      all.put("Datastore", own);
      all.put("VirtualMachine", Set.of(DatastoreUse.USED));
    }
    if (spec.isMounted()) {
      Set<String> hosts = new TreeSet<>(HostUse.PROPERTIES);
      spec.volume().ifPresent(volume -> hosts.add(SeenLuns.DEVICES));
      all.put("HostSystem", hosts);
    }
    return all;
  }

  @Override
  protected List<RowsCall<DatastoreSpec, ?>> more() {
    return MORE;
  }

  /** Those of every datastore; what only a VMFS has is not among them. */
  @Override
  public List<String> rowFields() {
    return super.rowFields().stream()
        .filter(field -> !field.startsWith("vmfs.") && !field.startsWith("local."))
        .toList();
  }

  @Override
  protected List<Meaning> alsoMeanings(DatastoreSpec spec) {
    return spec.newer();
  }

  @Override
  protected List<Problem> misfits(ObjectDesired<DatastoreSpec> desired, Item seen) {
    return SiocRows.misfits(desired.spec(), seen);
  }

  @Override
  public List<Problem> validate(Declaration<DatastoreSpec> datastore) {
    return DatastoreRules.problems(datastore);
  }

  @Override
  public Optional<DatastoreSpec> implied(String name, EnvironmentId environment, Span span) {
    return PlaceName.read(name).map(DatastoreSpec::existing);
  }

  @Override
  public boolean isExisting(DatastoreSpec spec) {
    return spec.existing();
  }

  @Override
  public boolean makes(Declaration<DatastoreSpec> datastore, String place) {
    return !datastore.spec().existing()
        && PlaceName.read(place)
            .filter(name -> name.bare().equals(datastore.address().name()))
            .isPresent();
  }

  /**
   * The hosts come first, those that are named, or all; and the adapters by which they reach it.
   */
  @Override
  public List<Reference> references(
      Declaration<DatastoreSpec> datastore, EnvironmentId environment) {
    return DatastoreReferences.of(datastore);
  }

  /** Names of declared hosts are replaced by their paths: a host has the name of its address. */
  @Override
  public Checked<ObjectDesired<DatastoreSpec>> desired(
      Declaration<DatastoreSpec> datastore, Resolved references) {
    Checked<ObjectDesired<DatastoreSpec>> desired = super.desired(datastore, references);
    DatastoreSpec spec = datastore.spec();
    Optional<HostsSpec> hosts =
        spec.declaredHosts().filter(each -> !each.isOpen() && !datastore.common().absent());
    UnaryOperator<PlaceName> path =
        name -> PlaceName.of(references.get("hosts", name.text(), HostRef.class).path());
    return hosts
        .map(each -> desired.then(all -> Checked.of(all.meaning(spec.on(each.called(path))))))
        .orElse(desired);
  }

  @Override
  protected ObjectPlace place(Declaration<DatastoreSpec> datastore, Resolved references) {
    return DatastorePlace.of(datastore, references);
  }

  @Override
  protected InventoryPath birthplace(InventoryPath path, Inventory read) {
    return DatastorePlace.ofNew(path, read);
  }

  @Override
  protected Item seen(Item item, Inventory read) {
    boolean destroys = ObjectMark.read(item, read).filter(ObjectMark::destroys).isPresent();
    return Growth.kept(Mounts.kept(item, read), read).with(DESTROYS, destroys);
  }

  @Override
  protected Item seen(ObjectDesired<DatastoreSpec> desired, Item item, Inventory read) {
    Item seen = seen(item, read);
    return desired.spec().destroysData() ? seen.with(DESTROYS, true) : seen;
  }

  /** The data of a VMFS outlives its declaration. */
  @Override
  protected boolean isGivenBack(Item item, ObjectMark mark) {
    return super.isGivenBack(item, mark) || isVolume(item) && !mark.destroys();
  }

  private static boolean isVolume(Item item) {
    return "VMFS".equals(item.get("summary.type", String.class).orElse(""));
  }

  /** Adds the paths of the hosts, and the size that its disks have. */
  @Override
  public Fitted<ObjectDesired<DatastoreSpec>> fitted(
      ObjectDesired<DatastoreSpec> desired, Inventory read) {
    Fitted<ObjectDesired<DatastoreSpec>> fitted = super.fitted(desired, read);
    ObjectDesired<DatastoreSpec> all = fitted.desired();
    if (!all.spec().isMounted()) {
      return fitted;
    }
    return fitted.with(all.meaning(DatastoreHosts.sized(all.spec(), all.vcenter(), read)));
  }

  @Override
  public Inventory foreseen(
      ObjectDesired<DatastoreSpec> desired, Observation<ObjectState> seen, Inventory read) {
    Inventory after = super.foreseen(desired, seen, read);
    return desired
        .path()
        .filter(path -> !desired.isExisting())
        .flatMap(after::at)
        .map(new PlannedDatastore(desired.spec(), after)::with)
        .orElse(after);
  }

  @Override
  public List<Problem> problems(
      ObjectDesired<DatastoreSpec> desired, Observation<ObjectState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>(super.problems(desired, seen, read));
    if (problems.isEmpty() && !desired.isExisting()) {
      problems.addAll(new DatastoreProblems(desired, read).of(seen));
    }
    return problems;
  }

  @Override
  public List<Change> diff(ObjectDesired<DatastoreSpec> desired, ObjectState observed) {
    List<Change> changes = new ArrayList<>(super.diff(desired, observed));
    if (!desired.isExisting()) {
      changes.addAll(Mounts.of(observed.item()).changes(desired.spec()));
      changes.addAll(Growth.changes(desired.spec(), observed.item()));
    }
    return changes;
  }

  @Override
  public List<String> notes(ObjectDesired<DatastoreSpec> desired, Observation<ObjectState> seen) {
    return seen instanceof Observation.Absent && desired.spec().capacity().isEmpty()
        ? List.of("its size shows only when it is mounted; placement takes it as large enough")
        : List.of();
  }

  @Override
  public String summary(ObjectDesired<DatastoreSpec> desired) {
    String hosts =
        desired.spec().hosts().map(HostsSpec::names).orElse(List.of()).stream()
            .map(PlaceName::bare)
            .collect(Collectors.joining(", "));
    return super.summary(desired)
        + Export.of(desired.spec())
            .map(Export::toString)
            .or(() -> desired.spec().volume().map(VmfsSpec::lun))
            .map(what -> ", " + what + " on " + hosts)
            .orElse("");
  }

  @Override
  protected Set<LockKey> alsoEdits(ObjectDesired<DatastoreSpec> desired, Inventory read) {
    Stream<String> hosts =
        desired.spec().hosts().map(HostsSpec::names).orElse(List.of()).stream()
            .filter(PlaceName::isPath)
            .map(PlaceName::text);
    return Stream.concat(hosts, desired.path().map(path -> path.parent().toString()).stream())
        .map(DatastoreKind::lock)
        .collect(Collectors.toSet());
  }

  @Override
  public Set<LockKey> leaves(ObjectState seen) {
    return Mounts.of(seen.item()).byHost().keySet().stream()
        .map(DatastoreKind::lock)
        .collect(Collectors.toSet());
  }

  /** The storage of a host, or a folder, of which each does one thing at a time. */
  private static LockKey lock(String host) {
    return new LockKey("storage of " + host);
  }

  @Override
  protected Stream<Item> contents(Item item, Inventory read) {
    return new DatastoreUse(item.ref(), read).vms();
  }

  @Override
  protected Set<Address> oursInside(Item item, Inventory read) {
    return read.volumes().folders().stream()
        .filter(folder -> folder.home().datastore().equals(item.ref()))
        .map(folder -> new Address("volume", folder.home().name()))
        .collect(Collectors.toSet());
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return new DatastoreRef(
        path, seen.map(state -> Place.of(state.ref())).orElseGet(() -> new Place.Planned(path)));
  }

  @Override
  protected ManagedObjectReference make(
      ObjectDesired<DatastoreSpec> desired,
      ManagedObjectReference above,
      String name,
      DatastoreEdit edit,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    return new HostMounts(write).first(desired.spec(), EntityName.shown(name));
  }

  @Override
  protected Set<String> asksItself() {
    return DatastoreRights.ON_HOSTS;
  }

  @Override
  protected List<Right> alsoNeeds(
      Optional<ObjectDesired<DatastoreSpec>> desired,
      Optional<ObjectState> seen,
      List<Change> changes) {
    return DatastoreRights.needs(
        desired.map(ObjectDesired::spec), seen, changes, DatastoreInfo.MAINTENANCE.isIn(changes));
  }

  @Override
  protected void finish(
      ObjectDesired<DatastoreSpec> desired,
      ManagedObjectReference ref,
      List<Change> changes,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (desired.spec().volume().isPresent()) {
      new HostMounts(write).enlarge(ref, desired.spec(), changes);
    }
    if (desired.spec().isMounted()) {
      new HostMounts(write)
          .converge(
              ref,
              desired.spec(),
              changes,
              () -> create(desired.address(), desired, Placement.NONE, write));
    }
  }

  @Override
  public boolean isCounted() {
    return true;
  }

  @Override
  public Set<Disruption> deleting(Address address, ObjectState seen, Set<Address> gone) {
    return Set.of(Disruption.UNMOUNT, Disruption.DELETE);
  }

  @Override
  protected List<ManagedObjectReference> inside(ManagedObjectReference ref, VsphereWriter write)
      throws ModuleException {
    DatastoreRemoval.refuseUsed(
        ref, oursInside(new Item(ref, Map.of(), Map.of()), write.inventory()), write);
    return super.inside(ref, write);
  }

  /** {@code Destroy_Task} would be refused: a datastore goes with its last host. */
  @Override
  protected Optional<ObjectCalls.Destroy> gentlyDestroyed(ObjectState seen) {
    boolean destroys = seen.item().get(DESTROYS, Boolean.class).orElse(false);
    return Optional.of(DatastoreRemoval.of(seen.item(), destroys));
  }
}
