package dev.provision.modules.folders;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Reference;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.object.LookedUpObject;
import dev.provision.vsphere.kind.object.NestedObject;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectKind;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.places.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The section {@code folders}. An instance that names no folder implies the environment's own,
 * which is made and owned. A folder implies the folders above it, which are made when they do not
 * exist. Any other name that is not declared must exist.
 */
public final class FolderKind extends ObjectKind<FolderSpec, Object>
    implements LookedUpObject<FolderSpec>, NestedObject<FolderSpec> {
  /** Ends the name of a folder that is implied because another one stands in it. */
  private static final String NEEDED = "/";

  private static final ObjectType<FolderSpec, Object> TYPE =
      new ObjectType<>(
          new KindInfo(
              "folders",
              "folder",
              "A folder for VMs, hosts, datastores, networks or datacenters; the environment's own"
                  + " need not be declared.",
              """
              folders:
                team-a:
                  path: /DC0/vm/team-a
              """,
              ObjectType.ATTRIBUTES,
              List.of()),
          FolderSpec.class,
          "Folder",
          ObjectTop.of(Tree.VM),
          Rows.none(),
          ObjectCalls.made(
              (above, name, none, write) -> write.call(api -> api.createFolder(above, name))),
          List.of("childEntity"),
          Activities.set(Activities.FOLDERS, Activities.MARKS),
          "all its VMs are in one folder; leave it out");

  public FolderKind() {
    super(TYPE);
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        "Folder", Set.of("customValue", "childType"), "Datacenter", Set.of(Tree.VM.property()));
  }

  @Override
  public Optional<FolderSpec> implied(String name, EnvironmentId environment, Span span) {
    if (name.equals(environment.name())) {
      return Optional.of(new FolderSpec(Optional.empty(), false, Map.of(), Optional.empty()));
    }
    return PlaceName.read(name)
        .map(
            path ->
                new FolderSpec(
                    Optional.of(path), !name.endsWith(NEEDED), Map.of(), Optional.empty()));
  }

  @Override
  public List<Reference> references(Declaration<FolderSpec> folder, EnvironmentId environment) {
    return Tree.folderAbove(written(folder)).stream()
        .filter(above -> !folder.spec().existing())
        .map(above -> reference(above + NEEDED, folder))
        .toList();
  }

  private static Reference reference(String name, Declaration<FolderSpec> from) {
    return new Reference("folders", name, Reference.Order.USES, "path", from.spanOf("path"));
  }

  @Override
  public boolean isInside(Declaration<FolderSpec> inner, Declaration<FolderSpec> outer) {
    boolean one = written(inner).equals(written(outer)) && isImplied(inner) && !isImplied(outer);
    return one || written(inner).isInside(written(outer));
  }

  @Override
  public Optional<String> at(Declaration<FolderSpec> folder) {
    return folder.spec().path().map(PlaceName::text);
  }

  @Override
  public boolean makes(Declaration<FolderSpec> folder, String place) {
    return !folder.spec().existing()
        && PlaceName.read(place).filter(written(folder)::holds).isPresent();
  }

  /** Whether no line declares it; another line may declare the same folder under its own name. */
  private static boolean isImplied(Declaration<FolderSpec> folder) {
    return folder.spec().path().equals(PlaceName.read(folder.address().name()));
  }

  private static PlaceName written(Declaration<FolderSpec> folder) {
    return folder.spec().path().orElseGet(() -> PlaceName.called(folder.address().name()));
  }

  @Override
  public boolean isExisting(FolderSpec spec) {
    return spec.existing();
  }

  /** By {@code path}; without one by its name, and the environment's own as the connection says. */
  @Override
  protected ObjectPlace place(Declaration<FolderSpec> folder, Resolved references) {
    String name = folder.address().name();
    Optional<PlaceName> path = folder.spec().path();
    if (name.endsWith(NEEDED)) {
      return new ObjectPlace(written(folder), Optional.empty(), ObjectPlace.Use.NEEDED);
    }
    EnvironmentId environment = references.environment();
    Optional<PlaceName> place =
        path.isEmpty() && name.equals(environment.name())
            ? Optional.of(references.connection(VcenterSpec.class).ownFolder(environment))
            : path;
    return ObjectPlace.of(folder, place, Optional.empty(), folder.spec().existing());
  }

  /** The environment's own folder stands in the connection's {@code folder}. */
  @Override
  protected Optional<InventoryPath> wanted(ObjectDesired<FolderSpec> desired, Inventory read) {
    boolean below = isOwn(desired) && desired.spec().path().isEmpty();
    Optional<InventoryPath> named =
        below ? Tree.VM.named(desired.vcenter(), read) : Optional.empty();
    return super.wanted(desired, read)
        .map(path -> named.map(above -> above.child(path.name())).orElse(path));
  }

  @Override
  protected boolean isOwn(ObjectDesired<FolderSpec> desired) {
    return !desired.isExisting() && desired.address().name().equals(desired.environment().name());
  }

  /** A name means a folder of VMs, even when other folders have it; a path means what is there. */
  @Override
  protected boolean isMeant(ObjectDesired<FolderSpec> desired, Item item) {
    return isOne(item) && (desired.place().isPath() || Tree.VM.has(item));
  }

  /** Directly in a datacenter a server makes its four folders, and nobody another. */
  @Override
  public List<Problem> problems(
      ObjectDesired<FolderSpec> desired, Observation<ObjectState> seen, Inventory read) {
    return desired
        .path()
        .filter(path -> !desired.isExisting() && isToBe(seen))
        .filter(path -> isDatacenter(path.parent(), read))
        .map(
            path ->
                List.of(
                    new Problem(
                        "path",
                        "no folder `"
                            + path.name()
                            + "` can be made in the datacenter `"
                            + path.parent()
                            + "`: it has `"
                            + Stream.of(Tree.values())
                                .map(Tree::top)
                                .collect(Collectors.joining("`, `"))
                            + "`, and folders are made in these")))
        .orElseGet(() -> super.problems(desired, seen, read));
  }

  private static boolean isToBe(Observation<ObjectState> seen) {
    return seen instanceof Observation.Absent
        || seen.there().flatMap(ObjectState::wanted).isPresent();
  }

  private static boolean isDatacenter(InventoryPath path, Inventory read) {
    return read.all("Datacenter").stream().anyMatch(each -> read.path(each.ref()).equals(path));
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

  @Override
  protected List<Item> planned(InventoryPath path, Item above) {
    return List.of(Tree.planned(path, above));
  }

  /** A host has one folder, for the VMs of all environments. */
  @Override
  protected Optional<ObjectState> ofHost(ObjectDesired<FolderSpec> desired, Inventory read) {
    return read.all("Datacenter").stream()
        .filter(datacenter -> isOwn(desired))
        .flatMap(datacenter -> Tree.VM.top(datacenter, read).stream())
        .map(folder -> ObjectState.ofHost(read.path(folder.ref()), folder))
        .findFirst();
  }

  @Override
  protected Object exported(InventoryPath path, Optional<ObjectState> seen) {
    return new FolderRef(
        path,
        seen.map(ObjectState::ref).flatMap(Place::known),
        seen.map(state -> Tree.VM.has(state.item())).orElseGet(() -> Tree.VM.has(path)),
        seen.filter(ObjectState::ofHost).isPresent());
  }

  @Override
  public String summary(ObjectDesired<FolderSpec> desired) {
    PlaceName place = desired.place().name();
    return place.isPath() ? place.text() : "folder " + place;
  }

  /**
   * {@code UnregisterAndDestroy_Task} keeps the disks of a VM that somebody moves into the folder
   * meanwhile; {@code Destroy_Task} would delete them. Folders of other trees refuse it.
   */
  @Override
  protected Optional<ObjectCalls.Destroy> gentlyDestroyed(ObjectState seen) {
    return Tree.VM.has(seen.item())
        ? Optional.of((ref, write) -> write.task(api -> api.unregisterAndDestroy_Task(ref)))
        : Optional.empty();
  }
}
