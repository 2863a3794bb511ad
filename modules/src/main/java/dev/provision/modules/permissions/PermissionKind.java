package dev.provision.modules.permissions;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Disruption;
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
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Located;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Renamable;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalRights;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.ReadsRights;
import dev.provision.vsphere.kind.SameRights;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.rights.AccountOn;
import dev.provision.vsphere.rights.NamesAccounts;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.Role;
import dev.provision.vsphere.rights.RoleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code permissions}. A permission is identified by its object and its account, and
 * can carry no mark, so the journal says which are ours. It is long because it answers all that the
 * engine asks of a kind; other classes here find, judge and write.
 */
public final class PermissionKind
    implements VsphereKind<PermissionSpec, PermissionDesired, PermissionState>,
        SameRights<PermissionSpec, PermissionDesired, PermissionState>,
        ReadsRights,
        NamesAccounts,
        Located<PermissionSpec, PermissionDesired, PermissionState, Inventory, VsphereWriter>,
        Infrastructure<
            PermissionSpec, PermissionDesired, PermissionState, Inventory, VsphereWriter>,
        Locked<PermissionSpec, PermissionDesired, PermissionState, Inventory, VsphereWriter>,
        Renamable<PermissionSpec, PermissionDesired, PermissionState, Inventory, VsphereWriter>,
        Adoptable<PermissionSpec, PermissionDesired, PermissionState, Inventory, VsphereWriter> {
  private static final String KIND = "permission";

  private static final String MODIFY = "Authorization.ModifyPermissions";

  private static final Activity PERMISSIONS =
      Activity.of(
              "to keep permissions",
              Activity.call(
                  "SetEntityPermissions, RemoveEntityPermission; the account also needs every"
                      + " privilege of the role",
                  on(On.ROOT, "Authorization.", "ModifyPermissions")))
          .rarely();

  @Override
  public KindInfo info() {
    return new KindInfo(
        "permissions",
        KIND,
        "A role that an account or group has on an object.",
        """
        permissions:
          team:
            on: /DC0
            principal: 'EXAMPLE\\team'
            group: true
            role: ReadOnly
        """,
        List.of(
            new KindInfo.Attribute("principal", "the account or group, as the server shows it"),
            new KindInfo.Attribute("role", "the name of the role")),
        List.of());
  }

  @Override
  public Carrier carrier() {
    return Carrier.JOURNAL;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(PERMISSIONS, Activities.JOURNAL);
  }

  @Override
  public Class<PermissionSpec> spec() {
    return PermissionSpec.class;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Journal.PROPERTIES;
  }

  @Override
  public Optional<String> at(Declaration<PermissionSpec> declaration) {
    return Optional.of(declaration.spec().on()).filter(on -> !PermissionSearch.isRoot(on));
  }

  @Override
  public List<Problem> validate(Declaration<PermissionSpec> declaration) {
    PermissionSpec spec = declaration.spec();
    List<Problem> problems = new ArrayList<>();
    if (!PermissionSearch.isRoot(spec.on()) && PlaceName.read(spec.on()).isEmpty()) {
      problems.add(new Problem("on", "expected a name or a path, as in web or /DC0/vm/web"));
    }
    if (Principal.of(spec.principal(), spec.group()).name().isBlank()) {
      problems.add(new Problem("principal", "expected DOMAIN\\name or name@domain"));
    }
    if (spec.exclusive() && PermissionSearch.isRoot(spec.on())) {
      problems.add(
          new Problem(
              "exclusive",
              "not on `/`: the permissions of vCenter's own services and the global ones are"
                  + " there"));
    }
    return problems;
  }

  @Override
  public AccountOn named(Declaration<?> declaration) {
    PermissionSpec spec = spec().cast(declaration.spec());
    return new AccountOn(spec.on(), Principal.of(spec.principal(), spec.group()));
  }

  @Override
  public Checked<PermissionDesired> desired(
      Declaration<PermissionSpec> declaration, Resolved references) {
    PermissionSpec spec = declaration.spec();
    return Checked.of(
        new PermissionDesired(
            declaration.address(),
            references.environment(),
            references.connection(VcenterSpec.class),
            spec.on(),
            spec.principal(),
            Principal.of(spec.principal(), spec.group()),
            references.get("roles", spec.role().name(), RoleRef.class),
            spec.propagate(),
            spec.exclusive(),
            declaration.common().protect()));
  }

  @Override
  public Observation<PermissionState> observe(
      Address address, PermissionDesired desired, Inventory read) {
    return new PermissionSearch(read).observe(address, desired);
  }

  @Override
  public List<Problem> problems(
      PermissionDesired desired, Observation<PermissionState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>(PermissionRules.problems(desired, seen, read));
    if (seen instanceof Observation.Present<PermissionState> present) {
      PermissionRules.moved(desired, present.state(), read)
          .ifPresent(change -> problems.add(new Problem("on", PermissionRules.ANOTHER)));
    }
    return problems;
  }

  @Override
  public List<Change> diff(PermissionDesired desired, PermissionState observed) {
    return PermissionRules.changes(desired, observed);
  }

  @Override
  public Object exported(
      Declaration<PermissionSpec> declaration,
      PermissionDesired desired,
      Observation<PermissionState> seen) {
    return desired.principal();
  }

  @Override
  public Map<String, Object> attributes(PermissionState observed) {
    return observed.permission().isEmpty()
        ? Map.of()
        : Map.of(
            "principal", observed.permission().get().getPrincipal(),
            "role", observed.role().map(Role::name).orElse(""));
  }

  @Override
  public String summary(PermissionDesired desired) {
    return desired.role().name()
        + " for "
        + (desired.principal().group() ? "group " : "")
        + desired.account()
        + " on "
        + desired.on()
        + (desired.propagate().orElse(true) ? "" : ", not below it");
  }

  private static LockKey lock(String entity) {
    return new LockKey("permissions of " + entity);
  }

  @Override
  public Set<LockKey> edits(PermissionDesired desired, Inventory read) {
    return PermissionSearch.find(desired, read) instanceof Lookup.Found found
        ? Set.of(lock(found.item().ref().getVal()))
        : Set.of();
  }

  @Override
  public Set<LockKey> leaves(PermissionState seen) {
    return seen.entity().map(entity -> Set.of(lock(entity.getVal()))).orElse(Set.of());
  }

  @Override
  public Map<Disruption, String> creating(PermissionDesired desired, Inventory read) {
    return TakenRights.of(read).map(taken -> taken.creating(desired)).orElse(Map.of());
  }

  @Override
  public Set<Disruption> deleting(Address address, PermissionState seen, Set<Address> gone) {
    return Set.of(Disruption.REVOKE);
  }

  @Override
  public List<Right> rights(PermissionDesired desired, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toWrite(desired.environment(), read));
    all.add(new Right(MODIFY, desired.on(), "SetEntityPermissions"));
    if (!new PermissionSearch(read).others(desired).isEmpty()) {
      all.add(new Right(MODIFY, desired.on(), "RemoveEntityPermission"));
    }
    return all;
  }

  @Override
  public List<Right> rightsOn(PermissionState seen, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toForget(seen.entry(), read));
    seen.entity()
        .map(entity -> read.path(entity).toString())
        .ifPresent(on -> all.add(new Right(MODIFY, on, "RemoveEntityPermission")));
    return all;
  }

  @Override
  public void create(Address address, PermissionDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new PermissionWrites(write).create(desired);
  }

  @Override
  public void update(
      Address address,
      PermissionDesired desired,
      PermissionState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new PermissionWrites(write).update(desired, seen, changes);
  }

  @Override
  public void delete(PermissionState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new PermissionWrites(write).delete(seen);
  }

  @Override
  public void adopt(
      Address address, PermissionDesired desired, PermissionState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new PermissionWrites(write).adopt(desired, seen);
  }

  @Override
  public void release(PermissionState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new PermissionWrites(write).release(seen);
  }

  @Override
  public void rename(
      Address from,
      Address to,
      PermissionDesired desired,
      PermissionState seen,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new PermissionWrites(write).rename(to, seen);
  }

  @Override
  public Stream<Owned<PermissionState>> owned(EnvironmentId environment, Inventory read) {
    return new PermissionSearch(read).owned(KIND, environment);
  }
}
