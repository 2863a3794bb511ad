package dev.provision.modules.licenses;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import com.vmware.vim25.LicenseManagerLicenseInfo;
import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
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
import dev.provision.spi.Right;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Locked;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Licenses;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.SameRights;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The section {@code licenses}. A license is marked by a label, in the call that adds it. Linked
 * vCenters share their licenses: the mark names its vCenter, and there none is removed.
 */
public final class LicenseKind
    implements VsphereKind<LicenseSpec, LicenseDesired, LicenseState>,
        SameRights<LicenseSpec, LicenseDesired, LicenseState>,
        Infrastructure<LicenseSpec, LicenseDesired, LicenseState, Inventory, VsphereWriter>,
        Locked<LicenseSpec, LicenseDesired, LicenseState, Inventory, VsphereWriter>,
        Adoptable<LicenseSpec, LicenseDesired, LicenseState, Inventory, VsphereWriter> {
  private static final String KIND = "license";

  private static final Right RIGHT = new Right("Global.Licenses", "/", "");

  private static final Activity LICENSES =
      Activity.of(
              "to keep licenses",
              Activity.call(
                  "DecodeLicense, AddLicense, UpdateLicenseLabel, RemoveLicense,"
                      + " UpdateAssignedLicense, RemoveAssignedLicense",
                  on(On.ROOT, "Global.", "Licenses")))
          .rarely();

  @Override
  public KindInfo info() {
    return new KindInfo(
        "licenses",
        KIND,
        "A license of the vCenter, and what it is assigned to.",
        """
        licenses:
          vsphere:
            key: ABCDE-ABCDE-ABCDE-ABCDE-ABCDE
            labels: {cost center: "17"}
            assign: {clusters: [DC0_C0]}
        """,
        List.of(
            new KindInfo.Attribute("name", "the product that it is for"),
            new KindInfo.Attribute("total", "how much of it there is; 0 for no limit")),
        List.of());
  }

  @Override
  public Carrier carrier() {
    return Carrier.LABEL;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(LICENSES);
  }

  @Override
  public Class<LicenseSpec> spec() {
    return LicenseSpec.class;
  }

  @Override
  public List<Problem> validate(Declaration<LicenseSpec> declaration) {
    List<Problem> problems = new ArrayList<>();
    if (!declaration.spec().key().text().matches("[A-Za-z0-9]{5}(-[A-Za-z0-9]{5}){4}")) {
      problems.add(new Problem("key", "a key has five groups of five letters and digits"));
    }
    if (declaration.spec().labels().containsKey(Licenses.LABEL)) {
      problems.add(
          new Problem(
              "labels", "`" + Licenses.LABEL + "` says whose it is, and is never declared"));
    }
    return problems;
  }

  @Override
  public Checked<LicenseDesired> desired(
      Declaration<LicenseSpec> declaration, Resolved references) {
    return Checked.of(
        new LicenseDesired(
            declaration.address(),
            references.environment(),
            declaration.spec(),
            Target.of(declaration.spec().assign().orElse(AssignSpec.NOTHING), references),
            references.connection(VcenterSpec.class),
            declaration.common().protect()));
  }

  @Override
  public Observation<LicenseState> observe(
      Address address, LicenseDesired desired, Inventory read) {
    Optional<Licenses> all = Licenses.of(read);
    if (all.isEmpty()) {
      return new Observation.Absent<>();
    }
    if (all.get().unread().isPresent()) {
      return new Observation.Unreadable<>("license " + address.name(), all.get().unread().get());
    }
    Optional<LicenseState> marked =
        find(all.get(), read, state -> state.mark().filter(desired::isMarkedBy).isPresent());
    Optional<LicenseState> found =
        find(all.get(), read, state -> Licenses.isKey(state.key(), desired.key()));
    if (marked.isPresent() && (found.isEmpty() || found.get().mark().equals(marked.get().mark()))) {
      boolean adopted = marked.get().mark().map(ObjectMark::adopted).orElse(false);
      return new Observation.Present<>(
          marked.get(), marked.get().path(), adopted ? Ownership.ADOPTED : Ownership.OWNED);
    }
    return found
        .<Observation<LicenseState>>map(state -> new Observation.Foreign<>(state, state.path()))
        .orElseGet(Observation.Absent::new);
  }

  private static Optional<LicenseState> find(
      Licenses all, Inventory read, Predicate<LicenseState> which) {
    return all.all().stream()
        .map(info -> new LicenseState(info, all, read))
        .filter(which)
        .findFirst();
  }

  @Override
  public List<Problem> problems(
      LicenseDesired desired, Observation<LicenseState> seen, Inventory read) {
    return DirectHost.is(read)
        ? List.of(new Problem("", DirectHost.refusal("licenses", "they belong to a vCenter")))
        : LicenseChanges.problems(desired, read);
  }

  @Override
  public List<Change> diff(LicenseDesired desired, LicenseState observed) {
    return LicenseChanges.of(desired, observed);
  }

  @Override
  public Object exported(
      Declaration<LicenseSpec> declaration,
      LicenseDesired desired,
      Observation<LicenseState> seen) {
    return declaration.address().name();
  }

  @Override
  public Map<String, Object> attributes(LicenseState observed) {
    String name = observed.info().getName();
    return Map.of("name", name == null ? "" : name, "total", observed.info().getTotal());
  }

  @Override
  public String summary(LicenseDesired desired) {
    List<String> names = new ArrayList<>();
    desired.targets().forEach(target -> names.add(target.name().text()));
    return names.isEmpty() ? "assigned to nothing" : "for " + String.join(", ", names);
  }

  private static Set<LockKey> lock() {
    return Set.of(new LockKey("licenses"));
  }

  @Override
  public Set<LockKey> edits(LicenseDesired desired, Inventory read) {
    return lock();
  }

  @Override
  public Set<LockKey> leaves(LicenseState seen) {
    return lock();
  }

  @Override
  public List<Right> rights(LicenseDesired desired, Inventory read) {
    return List.of(RIGHT);
  }

  @Override
  public List<Right> rightsOn(LicenseState seen, Inventory read) {
    return List.of(RIGHT);
  }

  @Override
  public void create(Address address, LicenseDesired desired, Placement at, VsphereWriter write)
      throws ModuleException {
    new LicenseWrites(write).create(desired);
  }

  @Override
  public void update(
      Address address,
      LicenseDesired desired,
      LicenseState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException {
    new LicenseWrites(write).update(desired, seen, changes);
  }

  @Override
  public void delete(LicenseState seen, VsphereWriter write) throws ModuleException {
    new LicenseWrites(write).delete(seen);
  }

  @Override
  public void adopt(Address address, LicenseDesired desired, LicenseState seen, VsphereWriter write)
      throws ModuleException {
    new LicenseWrites(write).mark(seen, desired.mark(true));
  }

  @Override
  public void release(LicenseState seen, VsphereWriter write) throws ModuleException {
    new LicenseWrites(write).release(seen);
  }

  @Override
  public Stream<Owned<LicenseState>> owned(EnvironmentId environment, Inventory read) {
    Optional<Licenses> all = Licenses.of(read);
    if (all.isEmpty()) {
      return Stream.of();
    }
    List<Owned<LicenseState>> owned = new ArrayList<>();
    for (LicenseManagerLicenseInfo each : all.get().all()) {
      LicenseState state = new LicenseState(each, all.get(), read);
      state
          .mark()
          .filter(mark -> mark.isOf(environment))
          .ifPresent(
              mark ->
                  owned.add(
                      new Owned<>(
                          Address.parse(mark.address()),
                          state,
                          state.path(),
                          mark.adopted(),
                          mark.protect(),
                          "",
                          List.of())));
    }
    return owned.stream();
  }
}
