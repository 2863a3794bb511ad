package dev.provision.modules.folders;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotSupported;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Disruption;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Nested;
import dev.provision.spi.trait.Referring;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.wire.VimFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code folders}. An instance that names no folder implies the environment's own,
 * which is made and owned; a folder implies those above it, which are made where they are not
 * there; any other name that is not declared must exist.
 */
public final class FolderKind extends ObjectKind<FolderSpec, Object>
    implements LookedUp<
            FolderSpec, ObjectDesired<FolderSpec>, ObjectState, Inventory, VsphereWriter>,
        Implied<FolderSpec, ObjectDesired<FolderSpec>, ObjectState, Inventory, VsphereWriter>,
        Referring<FolderSpec, ObjectDesired<FolderSpec>, ObjectState, Inventory, VsphereWriter>,
        Nested<FolderSpec, ObjectDesired<FolderSpec>, ObjectState, Inventory, VsphereWriter> {
  /** At the end of the name of one that is implied because another stands in it. */
  private static final String NEEDED = "/";

  private static final KindInfo INFO =
      new KindInfo(
          "folders",
          "folder",
          "A folder for VMs, hosts, datastores, networks or datacenters; the environment's own need"
              + " not be declared.",
          """
          folders:
            team-a:
              path: /DC0/vm/team-a
          """,
          List.of(
              new KindInfo.Attribute("path", "its inventory path"),
              new KindInfo.Attribute("id", "its managed object id")),
          List.of());

  public FolderKind() {
    super(INFO, FolderSpec.class, "Folder", Rows.sparse(Object::new, List.of()));
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(Activities.FOLDERS, Activities.MARKS);
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    Map<String, Set<String>> all = new HashMap<>();
    all.put("Folder", Set.of("customValue", "childType"));
    all.put("Datacenter", Set.of("vmFolder"));
    return all;
  }

  @Override
  public Optional<FolderSpec> implied(String name, EnvironmentId environment, Span span) {
    boolean own = name.equals(environment.name());
    return Optional.of(
        new FolderSpec(own ? Optional.empty() : Optional.of(name), !own && !name.endsWith(NEEDED)));
  }

  @Override
  public List<Reference> references(
      Declaration<FolderSpec> declaration, EnvironmentId environment) {
    return declaration.spec().existing()
        ? List.of()
        : FolderTree.above(written(declaration)).stream()
            .map(
                above ->
                    new Reference(
                        "folders",
                        above + NEEDED,
                        Reference.Order.USES,
                        "path",
                        declaration.spanOf("path")))
            .toList();
  }

  @Override
  public boolean isInside(Declaration<FolderSpec> inner, Declaration<FolderSpec> outer) {
    boolean one = written(inner).equals(written(outer)) && isImplied(inner) && !isImplied(outer);
    return one || written(inner).startsWith(written(outer) + "/");
  }

  /** Whether no line declares it; what it stands for may be declared under a name of its own. */
  private static boolean isImplied(Declaration<FolderSpec> folder) {
    return folder.spec().path().filter(folder.address().name()::equals).isPresent();
  }

  /** As it is written, by path or by name, which is escaped; without a slash at its end. */
  private static String written(Declaration<FolderSpec> folder) {
    return folder
        .spec()
        .path()
        .map(path -> path.replaceAll("/+$", ""))
        .orElseGet(() -> EntityName.escaped(folder.address().name()));
  }

  @Override
  public boolean isExisting(FolderSpec spec) {
    return spec.existing();
  }

  /**
   * The place is what {@code path} says. Without one it is the folder's name, and the environment's
   * own then carries the project, so that two repositories do not share one, and stands in the
   * connection's {@code folder}.
   */
  @Override
  protected ObjectPlace place(Declaration<FolderSpec> declaration, Resolved references) {
    String name = declaration.address().name();
    EnvironmentId environment = references.environment();
    String text =
        declaration
            .spec()
            .path()
            .orElseGet(
                () ->
                    name.equals(environment.name())
                        ? OwnFolder.text(environment, references.connection(VcenterSpec.class))
                        : EntityName.escaped(name));
    ObjectPlace.Use use =
        name.endsWith(NEEDED)
            ? ObjectPlace.Use.NEEDED
            : declaration.spec().existing() ? ObjectPlace.Use.EXISTING : ObjectPlace.Use.MADE;
    return new ObjectPlace(text, Optional.empty(), use);
  }

  @Override
  protected Optional<InventoryPath> wanted(ObjectDesired<FolderSpec> desired, Inventory read) {
    return super.wanted(desired, read)
        .map(
            place ->
                OwnFolder.above(desired, top(desired, read), read)
                    .map(folder -> folder.child(place.name()))
                    .orElse(place));
  }

  @Override
  protected Optional<InventoryPath> top(ObjectDesired<FolderSpec> desired, Inventory read) {
    return FolderTree.ofVms(desired.vcenter(), read);
  }

  @Override
  protected InventoryPath expectedTop(VcenterSpec vcenter) {
    return vcenter.below().child("vm");
  }

  @Override
  protected String nowhere(ObjectDesired<FolderSpec> desired) {
    return "no datacenter is named under `vcenter:` and there is not exactly one";
  }

  @Override
  protected String above() {
    return "folder";
  }

  /** A name stands for a folder of VMs, whatever else is called so; a path for what is there. */
  @Override
  protected boolean isMeant(ObjectDesired<FolderSpec> desired, Item item) {
    return isOne(item) && (desired.place().isPath() || FolderTree.holdsVms(item));
  }

  @Override
  protected String whyNone(ObjectDesired<FolderSpec> desired, Inventory read) {
    if (find(desired, read) instanceof Lookup.Found found) {
      boolean pod = found.item().type().equals("StoragePod");
      String is = pod ? "a datastore cluster, and no folder" : "no folder";
      return "`" + found.path() + "` is " + is + " that holds VMs";
    }
    return super.whyNone(desired, read);
  }

  /** What may stand in it is what may stand in the one above. */
  @Override
  protected List<Item> planned(InventoryPath path, Item above) {
    Map<String, Object> holds = new HashMap<>();
    above.get("childType", String[].class).ifPresent(types -> holds.put("childType", types));
    return List.of(Place.planned(type(), path, above.ref(), holds));
  }

  @Override
  protected boolean isKnownByContents(ObjectDesired<FolderSpec> desired) {
    return OwnFolder.is(desired);
  }

  /** A host makes no folders: all its VMs, of whatever environment, stand in its own. */
  @Override
  protected Optional<ObjectState> ofHost(ObjectDesired<FolderSpec> desired, Inventory read) {
    return OwnFolder.is(desired)
        ? read.all("Datacenter").stream()
            .findFirst()
            .flatMap(dc -> dc.get("vmFolder", ManagedObjectReference.class))
            .flatMap(read::get)
            .map(folder -> ObjectState.ofHost(read.path(folder.ref()), folder))
        : Optional.empty();
  }

  @Override
  protected String whyNotOnHost() {
    return "all its VMs stand in one folder; leave it out";
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return new FolderRef(
        path,
        seen.map(ObjectState::ref).flatMap(Place::known),
        seen.map(state -> FolderTree.holdsVms(state.item()))
            .orElseGet(() -> FolderTree.holdsVms(path)),
        seen.filter(ObjectState::ofHost).isPresent());
  }

  @Override
  public String summary(ObjectDesired<FolderSpec> desired) {
    String place = desired.place().text();
    return desired.place().isPath() ? place : "folder " + place;
  }

  @Override
  protected ManagedObjectReference make(
      ManagedObjectReference above, String name, Object with, VsphereWriter write)
      throws ModuleException {
    return write.call(api -> api.createFolder(above, name));
  }

  @Override
  protected void change(ManagedObjectReference ref, Object with, VsphereWriter write) {
    throw new IllegalStateException("a folder has no rows");
  }

  @Override
  public Set<Disruption> deleting(Address address, ObjectState seen) {
    boolean own = seen.mark().filter(mark -> OwnFolder.is(address, mark)).isPresent();
    return own ? Set.of() : super.deleting(address, seen);
  }

  @Override
  protected List<String> holding() {
    return List.of("childEntity");
  }

  /**
   * {@code UnregisterAndDestroy_Task} cannot take a VM from disk that somebody put into it in
   * between; {@code Destroy_Task}, which could, serves only where a server lacks the other, and for
   * folders of other things, which the first does not take.
   */
  @Override
  protected void destroy(ObjectState seen, Emptiness empty, VsphereWriter write)
      throws ModuleException, InterruptedException {
    if (!FolderTree.holdsVms(seen.item())) {
      super.destroy(seen, empty, write);
      return;
    }
    try {
      write.task(api -> api.unregisterAndDestroy_Task(seen.ref()));
    } catch (ModuleException e) {
      if (!(e.getCause() instanceof VimFault fault)
          || !fault.is(MethodNotFound.class) && !fault.is(NotSupported.class)) {
        throw e;
      }
      empty.require(seen.ref());
      super.destroy(seen, empty, write);
    }
  }
}
