package dev.provision.modules.vapps;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.VAppConfigInfo;
import com.vmware.vim25.VAppConfigSpec;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.trait.Parted;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.allocation.PoolRows;
import dev.provision.vsphere.kind.allocation.PooledKind;
import dev.provision.vsphere.kind.object.LookedUpObject;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.kind.object.RowsCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code vapps}. A vApp is made first, then instances are made in it, and then, in the
 * late part {@code members}, it is told how they start and stop. A name that is not declared stands
 * for a vApp that exists. Deleting a vApp deletes its VMs on the server, so one that holds anything
 * is never deleted, and it is never unregistered either.
 */
public final class VAppKind extends PooledKind<VAppSpec>
    implements LookedUpObject<VAppSpec>,
        Parted<VAppSpec, ObjectDesired<VAppSpec>, ObjectState, Inventory, VsphereWriter> {
  private static final String TYPE = "VirtualApp";

  /** The VMs of the environment; added to the properties of one that is declared. */
  private static final String VMS = "provision.vAppVms";

  /** The path of its folder, added to its properties. */
  private static final String FOLDER = "provision.vAppFolder";

  private static final KindInfo INFO =
      new KindInfo(
          "vapps",
          "vapp",
          "A vApp: a resource pool that starts and stops its VMs in an order.",
          """
          vapps:
            shop:
              cpu: {shares: high}
              annotation: the shop and its database
          """,
          ObjectType.attributes(
              Stream.concat(
                      PoolRows.ATTRIBUTES.stream(),
                      Stream.of(new KindInfo.Attribute("annotation", "its notes")))
                  .toList()),
          List.of());

  private static final ObjectCalls<ResourceConfigSpec> CALLS =
      ObjectCalls.<ResourceConfigSpec>made(
              (above, name, spec, write) -> {
                throw new IllegalStateException("a vApp is made with its folder");
              })
          .changed((app, spec, write) -> write.send(api -> api.updateConfig(app, null, spec)))
          .moved(
              (app, above, write) ->
                  write.send(
                      api -> api.moveIntoResourcePool(above, new ManagedObjectReference[] {app})));

  public VAppKind() {
    super(
        new ObjectType<>(
            INFO,
            VAppSpec.class,
            TYPE,
            ObjectTop.ROOT_POOL,
            VAppRows.POOL.rows(),
            CALLS,
            List.of("vm", "resourcePool"),
            VAppRights.ACTIVITIES,
            ObjectType.NO_MARKS),
        VAppRows.POOL);
  }

  @Override
  public List<Part<VAppSpec>> lateParts() {
    return List.of(new Part<>("members", Set.of("members"), VAppSpec::onlyMembers));
  }

  @Override
  public VAppSpec base(VAppSpec spec) {
    return spec.base();
  }

  @Override
  public List<Problem> validate(Declaration<VAppSpec> app) {
    List<Problem> problems = new ArrayList<>(VAppRows.POOL.problems(app.spec()));
    problems.addAll(VAppRules.mistakes(app.spec()));
    return problems;
  }

  @Override
  public Optional<VAppSpec> implied(String name, EnvironmentId environment, Span span) {
    return PlaceName.read(name).map(VAppSpec::existing);
  }

  @Override
  public boolean isExisting(VAppSpec spec) {
    return spec.existing();
  }

  @Override
  public boolean makes(Declaration<VAppSpec> app, String place) {
    VAppSpec spec = app.spec();
    if (spec.existing() || !InventoryPath.isPath(place)) {
      return false;
    }
    InventoryPath at = InventoryPath.parse(place);
    return at.name().equals(app.address().name())
        && PoolRef.isIn(
            spec.vapp().or(spec::parent).flatMap(each -> PlaceName.read(each.name())), at.parent());
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        TYPE, Set.of("customValue", "parentFolder"), "VirtualMachine", Set.of("resourcePool"));
  }

  @Override
  public Map<String, Set<String>> declaredProperties(VAppSpec spec) {
    Map<String, Set<String>> all = new HashMap<>(super.declaredProperties(spec));
    if (spec.annotation().isPresent() || spec.members().isPresent()) {
      all.put(TYPE, Set.of(VAppRows.CONFIG));
    }
    return all;
  }

  @Override
  protected ObjectPlace place(Declaration<VAppSpec> app, Resolved references) {
    VAppSpec spec = app.spec();
    return ObjectPlace.of(
        app,
        spec.path(),
        spec.vapp()
            .map(each -> references.get("vapps", each.name(), PoolRef.class))
            .or(
                () ->
                    spec.parent()
                        .map(each -> references.get("resource_pools", each.name(), PoolRef.class)))
            .map(PoolRef::path),
        spec.existing());
  }

  /** A name with {@code count} becomes those of all its instances. */
  @Override
  public Checked<ObjectDesired<VAppSpec>> desired(Declaration<VAppSpec> app, Resolved references) {
    VAppSpec spec = app.spec();
    Map<Ref, VAppMemberSpec> members = new LinkedHashMap<>();
    spec.ordered()
        .forEach(
            (name, member) ->
                references
                    .each("instances", name.name(), Object.class)
                    .keySet()
                    .forEach(each -> members.put(new Ref(each.name()), member)));
    VAppSpec meant =
        spec.meaning(
            spec.folder()
                .map(each -> references.get("folders", each.name(), FolderRef.class).path())
                .map(path -> new Ref(path.toString())),
            spec.members().map(all -> members));
    return super.desired(app, references).then(all -> Checked.of(all.meaning(meant)));
  }

  @Override
  protected Item seen(Item app, Inventory read) {
    return VAppFolder.seen(app, read).map(path -> app.with(FOLDER, path)).orElse(app);
  }

  @Override
  protected Item seen(ObjectDesired<VAppSpec> desired, Item app, Inventory read) {
    return seen(app, read).with(VMS, VAppVms.of(desired.environment(), read));
  }

  @Override
  protected List<Problem> misfits(ObjectDesired<VAppSpec> desired, Item seen) {
    return VAppRules.elsewhere(desired.spec(), seen.get(FOLDER, String.class));
  }

  @Override
  protected List<Problem> alsoProblems(
      ObjectDesired<VAppSpec> desired, Observation<ObjectState> seen, Inventory read) {
    boolean inner =
        seen instanceof Observation.Absent
            && desired.spec().folder().isPresent()
            && VAppFolder.wanted(desired, read).isEmpty();
    return inner ? List.of(VAppRules.NO_FOLDER) : super.alsoProblems(desired, seen, read);
  }

  @Override
  protected List<RowsCall<VAppSpec, ?>> more() {
    return List.of(VAppRows.NOTES);
  }

  @Override
  protected ManagedObjectReference make(
      ObjectDesired<VAppSpec> desired,
      ManagedObjectReference above,
      String name,
      ResourceConfigSpec spec,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    Inventory read = write.inventory();
    Optional<InventoryPath> path = VAppFolder.wanted(desired, read);
    Optional<ManagedObjectReference> folder = path.flatMap(read::at).map(Item::ref);
    if (path.isPresent() && folder.isEmpty()) {
      throw ModuleException.refused("its folder, `" + path.get() + "`, does not exist");
    }
    return write.call(
        api -> api.createVApp(above, name, spec, new VAppConfigSpec(), folder.orElse(null)));
  }

  @Override
  protected List<Change> alsoChanges(ObjectDesired<VAppSpec> desired, ObjectState seen) {
    Optional<VAppConfigInfo> config = seen.item().get(VAppRows.CONFIG, VAppConfigInfo.class);
    Optional<VAppVms> vms = seen.item().get(VMS, VAppVms.class);
    return config.isPresent() && vms.isPresent()
        ? new VAppMembers(config.get(), vms.get()).changes(desired.spec().ordered())
        : List.of();
  }

  @Override
  protected void finish(
      ObjectDesired<VAppSpec> desired,
      ManagedObjectReference app,
      List<Change> changes,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (desired.spec().members().isPresent()) {
      new VAppWrites(app, write).write(desired.spec(), desired.environment(), changes);
    }
  }

  @Override
  protected Set<String> asksItself() {
    return VAppRights.OWN;
  }

  @Override
  protected List<Right> alsoNeeds(
      Optional<ObjectDesired<VAppSpec>> desired, Optional<ObjectState> seen, List<Change> changes) {
    if (desired.isEmpty()) {
      return VAppRights.toDelete(seen.flatMap(state -> state.item().get(FOLDER, String.class)));
    }
    List<Right> all =
        new ArrayList<>(VAppRights.toOrder(desired.get(), seen.map(ObjectState::path)));
    seen.ifPresent(
        state ->
            all.addAll(
                VAppRights.toChange(
                    state, desired.get().spec(), VAppRows.POOL.rows().writes(changes))));
    return all;
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return new PoolRef(
        path,
        seen.map(state -> Place.of(state.ref())).orElseGet(() -> new Place.Planned(path)),
        true);
  }
}
