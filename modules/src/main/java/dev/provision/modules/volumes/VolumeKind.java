package dev.provision.modules.volumes;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Exclusive;
import dev.provision.spi.trait.Located;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Privileged;
import dev.provision.vsphere.exported.AttachedDisk;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.VolumeHome;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.SurveysDatastores;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.VolumePlacement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code volumes}: plain disks in folders of their own. Stateless. It is long because
 * the engine asks a kind many things; another class answers most of them.
 */
public final class VolumeKind
    implements VsphereKind<VolumeSpec, VolumeDesired, VolumeState>,
        PlacedVolumes,
        Privileged<VolumeSpec, VolumeDesired, VolumeState, Inventory, VsphereWriter>,
        Exclusive<VolumeSpec, VolumeDesired, VolumeState, Inventory, VsphereWriter>,
        Located<VolumeSpec, VolumeDesired, VolumeState, Inventory, VsphereWriter>,
        Locked<VolumeSpec, VolumeDesired, VolumeState, Inventory, VsphereWriter>,
        Adoptable<VolumeSpec, VolumeDesired, VolumeState, Inventory, VsphereWriter>,
        SurveysDatastores<VolumeSpec, VolumeDesired, VolumeState> {
  private static final KindInfo INFO =
      new KindInfo(
          "volumes",
          VolumeLookup.KIND,
          "Disks that outlive the instances that use them. A volume that is no longer declared is"
              + " shown by a plan that declares others or finds instances with volumes, and always"
              + " by `plan --prune`.",
          """
          volumes:
            pgdata: {size: 40 GiB, type: thin}
          """,
          List.of(
              new KindInfo.Attribute("id", "the uuid of its disk"),
              new KindInfo.Attribute("path", "the path of its disk: [nas1] folder/name.vmdk"),
              new KindInfo.Attribute(
                  "size", "its size in bytes; not always known while no VM has it"),
              new KindInfo.Attribute(
                  "attached_to", "the path of the VM that it is attached to, or empty"),
              new KindInfo.Attribute("device", "the key of its device in that VM, or empty")),
          List.of());

  @Override
  public KindInfo info() {
    return INFO;
  }

  @Override
  public Carrier carrier() {
    return Carrier.FOLDER_NAMES;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(Activities.FILES, Activities.STORAGE_POLICIES);
  }

  @Override
  public Class<VolumeSpec> spec() {
    return VolumeSpec.class;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of("Datastore", Set.of("browser"));
  }

  @Override
  public Set<String> fullProperties() {
    return Set.of("config.hardware", "runtime.powerState", "snapshot");
  }

  @Override
  public Set<PlaceName> volumeDatastores(VolumeSpec spec) {
    return VolumeAdoption.datastores(spec);
  }

  @Override
  public Set<String> volumeDisks(VolumeSpec spec) {
    return VolumeAdoption.path(spec).map(Set::of).orElse(Set.of());
  }

  @Override
  public Optional<String> at(Declaration<VolumeSpec> declaration) {
    return declaration.spec().datastore().map(PlaceName::text);
  }

  @Override
  public Set<String> heldByOne() {
    return Set.of("instance");
  }

  @Override
  public List<Problem> validate(Declaration<VolumeSpec> declaration) {
    return VolumeRules.problems(declaration);
  }

  @Override
  public Checked<VolumeDesired> desired(Declaration<VolumeSpec> declaration, Resolved references) {
    return VolumeDesired.of(declaration, references);
  }

  @Override
  public Observation<VolumeState> observe(Address address, VolumeDesired desired, Inventory read) {
    return VolumeLookup.observe(desired, read);
  }

  @Override
  public List<Problem> problems(
      VolumeDesired desired, Observation<VolumeState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    InventoryPath below = desired.connection().below(read);
    desired
        .spec()
        .datastore()
        .flatMap(
            name -> read.find(List.of("Datastore"), name, below).problem("datastore", name, below))
        .ifPresent(why -> problems.add(new Problem("datastore", why)));
    VolumeSource.running(desired.image()).ifPresent(why -> problems.add(new Problem("image", why)));
    problems.addAll(VolumeAdoption.problems(desired, seen, read));
    VolumePolicy.problem(desired, seen, read).ifPresent(problems::add);
    if (seen instanceof Observation.Present<VolumeState> present) {
      VolumeRoom.problem(desired, present.state(), read).ifPresent(problems::add);
    }
    boolean absent = seen instanceof Observation.Absent;
    if (absent && desired.spec().sourceSnapshot().isEmpty()) {
      desired
          .volume()
          .flatMap(VolumeWrites::busy)
          .ifPresent(why -> problems.add(new Problem("source_volume", why)));
    }
    return problems;
  }

  @Override
  public List<Change> diff(VolumeDesired desired, VolumeState observed) {
    return VolumeDiff.of(desired, observed);
  }

  @Override
  public List<String> notes(VolumeDesired desired, Observation<VolumeState> seen) {
    return VolumeDiff.notes(desired, seen);
  }

  @Override
  public Object exported(
      Declaration<VolumeSpec> declaration, VolumeDesired desired, Observation<VolumeState> seen) {
    Optional<VolumeState> state =
        seen instanceof Observation.Present<VolumeState> present
            ? Optional.of(present.state())
            : Optional.empty();
    Optional<VolumeState> there =
        seen instanceof Observation.Foreign<VolumeState> foreign
            ? Optional.of(foreign.state())
            : state;
    return new VolumeRef(
        desired.name(),
        desired.address(),
        desired.uuid(),
        state.flatMap(VolumeState::file),
        there.map(each -> each.home().datastore()),
        desired.size().or(() -> there.flatMap(VolumeState::size)),
        desired.type(),
        desired.adapter(),
        state.filter(VolumeState::isBusy).flatMap(VolumeState::attached).map(AttachedDisk::vmPath),
        desired.spec().storagePolicy(),
        desired.image().or(() -> desired.volume().flatMap(VolumeRef::image)));
  }

  @Override
  public Map<String, Object> attributes(VolumeState observed) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", observed.uuid());
    all.put("path", observed.path());
    observed.size().map(DataSize::bytes).ifPresent(bytes -> all.put("size", bytes));
    all.put("attached_to", observed.attached().map(d -> d.vmPath().toString()).orElse(""));
    all.put("device", observed.attached().map(d -> String.valueOf(d.disk().key())).orElse(""));
    return all;
  }

  @Override
  public String pathToBe(VolumeDesired desired, Inventory read) {
    String top = VolumeHome.top(desired.connection().volumeDir(), desired.environment());
    return desired.spec().datastore().map(name -> "[" + name.bare() + "] ").orElse("")
        + top
        + "/"
        + desired.name();
  }

  @Override
  public String summary(VolumeDesired desired) {
    String of =
        desired.image().isPresent()
            ? ", a copy of image " + desired.spec().image().orElseThrow()
            : desired.volume().map(source -> ", a copy of volume " + source.volume()).orElse("");
    DataSize room = desired.room();
    String size = room.bytes() == 0 ? "the size of its source" : room.toString();
    return size + ", " + desired.type().word() + of;
  }

  /** A volume that is deleted is detached from its instance first. */
  @Override
  public Set<Address> before(VolumeDesired desired, Observation<VolumeState> seen, Inventory read) {
    return desired.absent() && seen instanceof Observation.Present<VolumeState> present
        ? VolumeLookup.holder(present.state(), read).map(Set::of).orElse(Set.of())
        : Set.of();
  }

  /** Its own folder, and the folder of the source of a copy. */
  @Override
  public Set<LockKey> edits(VolumeDesired desired, Inventory read) {
    LockKey own = new LockKey("volume " + desired.name());
    return desired
        .volume()
        .map(source -> Set.of(own, new LockKey("volume " + source.volume())))
        .orElse(Set.of(own));
  }

  @Override
  public List<Right> toCreate(VolumeDesired desired, Placement at, Inventory read) {
    return at instanceof VolumePlacement place
        ? VolumeRights.toCreate(desired, place.datastore(), read)
        : List.of();
  }

  @Override
  public List<Right> toUpdate(
      VolumeDesired desired,
      VolumeState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    return VolumeRights.files(seen.home().datastore(), read);
  }

  @Override
  public List<Right> toMark(VolumeState seen, Inventory read) {
    return VolumeRights.files(seen.home().datastore(), read);
  }

  @Override
  public List<Right> toDelete(VolumeState seen, Inventory read) {
    return VolumeRights.files(seen.home().datastore(), read);
  }

  @Override
  public void create(Address address, VolumeDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VolumeWrites(write).create(desired, VolumeWrites.place(at).in(write.inventory()));
  }

  @Override
  public void update(
      Address address,
      VolumeDesired desired,
      VolumeState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VolumeWrites(write).update(desired, seen, changes);
  }

  @Override
  public void delete(VolumeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VolumeWrites(write).delete(seen);
  }

  @Override
  public void adopt(Address address, VolumeDesired desired, VolumeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VolumeWrites(write).adopt(seen);
  }

  @Override
  public void release(VolumeState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new VolumeWrites(write).release(seen);
  }

  @Override
  public Stream<Owned<VolumeState>> owned(EnvironmentId environment, Inventory read) {
    return VolumeLookup.owned(environment, read);
  }
}
