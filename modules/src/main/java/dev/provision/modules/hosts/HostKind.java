package dev.provision.modules.hosts;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Span;
import dev.provision.modules.hosts.settings.DueRestart;
import dev.provision.modules.hosts.settings.HostSettings;
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
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.HostRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.HostScoped;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.kind.CallRights;
import dev.provision.vsphere.kind.ClusterWriter;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.LookedUpObject;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code hosts}: how a host comes into a vCenter, where it is there, and how it leaves.
 * What is set on it hangs in {@link HostSettings}: each call there brings its rows, and a new one
 * needs nothing here but its fields in {@link HostSpec}. A name that is not declared stands for a
 * host that exists. A host cannot be renamed, so the journal says whose it is until it is marked.
 */
public final class HostKind extends ObjectKind<HostSpec, Object>
    implements LookedUpObject<HostSpec> {
  private static final String CLUSTER = "ClusterComputeResource";

  private static final List<RowsCall<HostSpec, ?>> SETTINGS = HostSettings.all();
  private static final List<RowsCall<HostSpec, ?>> CALLS = calls();

  private static final ObjectType<HostSpec, Object> TYPE =
      new ObjectType<>(
          new KindInfo(
              "hosts",
              "host",
              "An ESXi host that a vCenter manages, in a cluster or alone.",
              """
              hosts:
                esx1:
                  address: esx1.example.com
                  username: root
                  password: vmware
              """,
              ObjectType.attributes(HostSettings.ATTRIBUTES),
              List.of()),
          HostSpec.class,
          "HostSystem",
          ObjectTop.of(Tree.HOST),
          Rows.none(),
          ObjectCalls.made(
              (above, name, none, write) -> {
                throw new IllegalStateException("a host is added with what is declared");
              }),
          List.of("vm"),
          HostActivities.all(),
          "it is the host itself; leave it out");

  public HostKind() {
    super(TYPE);
  }

  @Override
  public boolean isCounted() {
    return true;
  }

  @Override
  public Optional<HostSpec> implied(String name, EnvironmentId environment, Span span) {
    return PlaceName.read(name).map(path -> HostSpec.existing(name));
  }

  @Override
  public boolean isExisting(HostSpec spec) {
    return spec.existing();
  }

  @Override
  public List<Problem> validate(Declaration<HostSpec> host) {
    List<Problem> mistakes = HostRules.problems(host.spec());
    mistakes.addAll(HostSettings.mistakes(host.spec()));
    if (host.spec().existing()
        && CALLS.stream().anyMatch(call -> call.rows().isAnyWanted(host.spec()))) {
      mistakes.add(new Problem("existing", "it is only looked up, so nothing is set on it"));
    }
    return mistakes;
  }

  @Override
  public Fitted<ObjectDesired<HostSpec>> fitted(ObjectDesired<HostSpec> desired, Inventory read) {
    Fitted<ObjectDesired<HostSpec>> fitted = super.fitted(desired, read);
    List<Fitted.Note> notes = new ArrayList<>(fitted.notes());
    HostRules.away(desired, read).ifPresent(notes::add);
    return new Fitted<>(fitted.desired(), notes, fitted.refused());
  }

  @Override
  protected List<Problem> alsoProblems(
      ObjectDesired<HostSpec> desired, Observation<ObjectState> seen, Inventory read) {
    return seen instanceof Observation.Absent ? HostRules.whyNotAdded(desired, read) : List.of();
  }

  @Override
  protected List<Problem> misfits(ObjectDesired<HostSpec> desired, Item seen) {
    return HostSettings.problems(desired.spec(), seen);
  }

  @Override
  public List<String> notes(ObjectDesired<HostSpec> desired, Observation<ObjectState> seen) {
    List<String> notes = new ArrayList<>(HostRules.notes(desired, seen));
    seen.there()
        .map(state -> HostSettings.notes(SETTINGS, desired.spec(), state.item()))
        .ifPresent(notes::addAll);
    return notes;
  }

  @Override
  public Map<Disruption, String> creating(ObjectDesired<HostSpec> desired, Inventory read) {
    return desired.spec().takeOver() ? Map.of(Disruption.DISCONNECT, "") : Map.of();
  }

  @Override
  public Set<Disruption> deleting(Address address, ObjectState seen, Set<Address> gone) {
    return Residents.isEmptyAfter(seen, gone)
        ? Set.of(Disruption.DELETE)
        : Set.of(Disruption.DELETE, Disruption.EVACUATE);
  }

  @Override
  protected Item seen(Item host, Inventory read) {
    Item with =
        DueRestart.in(
            HostSettings.withOthers(Residents.of(host, contents(host, read)), read), read);
    return HostMove.entered(host, read)
        .map(entry -> with.with(HostMove.ENTERED, entry))
        .orElse(with);
  }

  @Override
  protected Change judged(ObjectState seen, Change change) {
    return Residents.judged(seen, change);
  }

  @Override
  protected List<Change> alsoChanges(ObjectDesired<HostSpec> desired, ObjectState seen) {
    List<Change> changes = new ArrayList<>(HostMove.left(desired.spec(), seen));
    changes.addAll(DueRestart.changes(seen.item()));
    return changes;
  }

  @Override
  protected void move(
      ObjectDesired<HostSpec> desired,
      ObjectState seen,
      ManagedObjectReference above,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new HostMove(write)
        .to(
            above,
            seen,
            desired.environment(),
            desired.address(),
            desired.spec().maintenance().orElse(MaintenanceSpec.PLAIN));
  }

  @Override
  protected void finish(
      ObjectDesired<HostSpec> desired,
      ManagedObjectReference host,
      List<Change> changes,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    Inventory read = write.inventory();
    Optional<JournalEntry> entry = read.get(host).flatMap(item -> HostMove.entered(item, read));
    if (entry.isPresent()) {
      boolean stays = desired.spec().maintenance().filter(MaintenanceSpec::isOn).isPresent();
      new HostMove(write).end(host, entry.get(), stays);
    }
    Optional<Item> now = read.get(host);
    if (now.isPresent()) {
      DueRestart.finish(DueRestart.in(now.get(), read), changes, write);
    }
  }

  @Override
  protected List<ManagedObjectReference> inside(ManagedObjectReference host, VsphereWriter write)
      throws ModuleException {
    Inventory read = write.inventory();
    String environment =
        read.get(host)
            .flatMap(item -> ObjectMark.read(item, read))
            .map(ObjectMark::environment)
            .orElse("");
    return new HostRemoval(write).others(host, environment);
  }

  @Override
  protected boolean isRenamed() {
    return false;
  }

  @Override
  protected String making(ObjectDesired<HostSpec> desired) {
    return desired.spec().cluster().isPresent() ? "AddHost_Task" : "AddStandaloneHost_Task";
  }

  /** What restarts ntpd, and what evacuates a host before it is removed. */
  @Override
  protected List<Right> alsoNeeds(
      Optional<ObjectDesired<HostSpec>> desired, Optional<ObjectState> seen, List<Change> changes) {
    if (seen.isEmpty()) {
      return List.of();
    }
    String path = seen.get().path().toString();
    return desired
        .map(host -> DueRestart.of(host).rights(path, changes))
        .orElseGet(() -> new CallRights(activities()).of("EnterMaintenanceMode_Task", path));
  }

  @Override
  protected List<RowsCall<HostSpec, ?>> more() {
    return CALLS;
  }

  private static List<RowsCall<HostSpec, ?>> calls() {
    List<RowsCall<HostSpec, ?>> all = new ArrayList<>(List.of(LifeRows.call()));
    all.addAll(SETTINGS);
    return List.copyOf(all);
  }

  private static String address(Declaration<HostSpec> host) {
    return host.spec().address().orElseGet(() -> host.address().name());
  }

  /** Below its cluster; one that stands alone has a compute resource of its own name above it. */
  @Override
  protected ObjectPlace place(Declaration<HostSpec> host, Resolved references) {
    HostSpec spec = host.spec();
    if (spec.existing()) {
      return new ObjectPlace(
          new PlaceName(address(host)), Optional.empty(), ObjectPlace.Use.EXISTING);
    }
    String name = EntityName.escaped(address(host));
    String above =
        spec.cluster()
            .map(cluster -> references.get("clusters", cluster.name(), String.class))
            .orElse(name);
    return ObjectPlace.of(
        host,
        Optional.of(new PlaceName(above + "/" + name)),
        spec.folder()
            .map(folder -> references.get("folders", folder.name(), FolderRef.class).path()),
        false);
  }

  @Override
  protected Optional<InventoryPath> wanted(ObjectDesired<HostSpec> desired, Inventory read) {
    PlaceName name = desired.place().name();
    if (desired.spec().cluster().isEmpty() || name.isPath()) {
      return super.wanted(desired, read);
    }
    String cluster = name.text().substring(0, name.text().lastIndexOf('/'));
    Lookup found =
        read.find(List.of(CLUSTER), new PlaceName(cluster), desired.vcenter().below(read));
    return found instanceof Lookup.Found one
        ? Optional.of(one.path().child(name.below(InventoryPath.ROOT).name()))
        : super.wanted(desired, read);
  }

  @Override
  protected InventoryPath holder(ObjectDesired<HostSpec> desired, InventoryPath path) {
    return desired.spec().cluster().isPresent() ? path.parent() : path.parent().parent();
  }

  @Override
  public Optional<String> at(Declaration<HostSpec> host) {
    return host.spec().existing() ? Optional.of(address(host)) : Optional.empty();
  }

  @Override
  public boolean makes(Declaration<HostSpec> host, String place) {
    return !host.spec().existing()
        && InventoryPath.isPath(place)
        && InventoryPath.parse(place).names().contains(address(host));
  }

  @Override
  protected Set<LockKey> alsoEdits(ObjectDesired<HostSpec> desired, Inventory read) {
    Set<LockKey> all = new HashSet<>();
    desired
        .path()
        .flatMap(path -> read.at(path.parent()))
        .filter(above -> above.type().equals(CLUSTER))
        .map(cluster -> ClusterWriter.lock(DrsCluster.of(cluster, read)))
        .ifPresent(all::add);
    desired
        .path()
        .flatMap(read::at)
        .filter(host -> HostSettings.isOfNetwork(desired.spec()))
        .map(host -> HostScoped.lock("configManager.networkSystem", host.ref()))
        .ifPresent(all::add);
    return all;
  }

  /** The VMs that are registered on it. */
  @Override
  protected Stream<Item> contents(Item host, Inventory read) {
    return read.all("VirtualMachine").stream()
        .filter(
            vm ->
                vm.get("runtime.host", ManagedObjectReference.class)
                    .filter(host.ref()::equals)
                    .isPresent());
  }

  @Override
  protected List<Item> planned(
      ObjectDesired<HostSpec> desired, InventoryPath path, Item above, Inventory read) {
    return new PlannedHost(read).items(desired, path, above);
  }

  @Override
  protected List<Item> standing(
      ObjectDesired<HostSpec> desired, ObjectState seen, InventoryPath path, Item above) {
    return PlannedHost.standing(desired, seen, path, above);
  }

  @Override
  protected ManagedObjectReference make(
      ObjectDesired<HostSpec> desired,
      ManagedObjectReference above,
      String name,
      Object none,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    HostSpec spec = desired.spec();
    return new HostAdding(
            spec.door(EntityName.shown(name)).orElseThrow(), spec.connected().orElse(true), write)
        .add(above);
  }

  @Override
  protected Optional<ObjectCalls.Destroy> gentlyDestroyed(ObjectState seen) {
    return Optional.of((host, write) -> new HostRemoval(write).remove(host));
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return new HostRef(
        path, seen.map(state -> Place.of(state.ref())).orElseGet(() -> new Place.Planned(path)));
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        "HostSystem",
        Set.of("customValue"),
        "VirtualMachine",
        Set.of("runtime.host", "runtime.powerState"),
        "Datacenter",
        Set.of(Tree.HOST.property(), Tree.DATASTORE.property(), Tree.NETWORK.property()));
  }
}
