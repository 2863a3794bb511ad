package dev.provision.modules.roles;

import static dev.provision.vsphere.kind.NeededPrivilege.on;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
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
import dev.provision.spi.schema.Ref;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Aliased;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Renamable;
import dev.provision.vsphere.inventory.Inventory;
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
import dev.provision.vsphere.rights.Role;
import dev.provision.vsphere.rights.RoleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The section {@code roles}. A name that a reference uses and the playbook does not declare stands
 * for a role that exists. A role can carry no mark, so the journal says which are ours. Linked
 * vCenters share their roles, and each knows only the permissions of its own objects: there none is
 * removed.
 */
public final class RoleKind
    implements VsphereKind<RoleSpec, RoleDesired, RoleState>,
        SameRights<RoleSpec, RoleDesired, RoleState>,
        ReadsRights,
        LookedUp<RoleSpec, RoleDesired, RoleState, Inventory, VsphereWriter>,
        Implied<RoleSpec, RoleDesired, RoleState, Inventory, VsphereWriter>,
        Aliased<RoleSpec, RoleDesired, RoleState, Inventory, VsphereWriter>,
        Infrastructure<RoleSpec, RoleDesired, RoleState, Inventory, VsphereWriter>,
        Locked<RoleSpec, RoleDesired, RoleState, Inventory, VsphereWriter>,
        Renamable<RoleSpec, RoleDesired, RoleState, Inventory, VsphereWriter>,
        Adoptable<RoleSpec, RoleDesired, RoleState, Inventory, VsphereWriter> {
  private static final String KIND = "role";

  private static final Right MODIFY = new Right("Authorization.ModifyRoles", "/", "");

  private static final Activity ROLES =
      Activity.of(
              "to keep roles",
              Activity.call(
                  "AddAuthorizationRole, UpdateAuthorizationRole, RemoveAuthorizationRole",
                  on(On.ROOT, "Authorization.", "ModifyRoles")))
          .rarely();

  @Override
  public KindInfo info() {
    return new KindInfo(
        "roles",
        KIND,
        "A role: a name for privileges, which permissions give to accounts.",
        """
        roles:
          app-operator:
            privileges:
              - VirtualMachine.Interact.PowerOn
              - VirtualMachine.Interact.PowerOff
        """,
        List.of(
            new KindInfo.Attribute("name", "its name in vCenter"),
            new KindInfo.Attribute("id", "its number, which stays the same when it is renamed"),
            new KindInfo.Attribute(
                "privileges", "the ids of its privileges, without those of every role")),
        List.of());
  }

  @Override
  public Carrier carrier() {
    return Carrier.JOURNAL;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(ROLES, Activities.JOURNAL);
  }

  @Override
  public Class<RoleSpec> spec() {
    return RoleSpec.class;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Journal.PROPERTIES;
  }

  @Override
  public Optional<RoleSpec> implied(String name, EnvironmentId environment, Span span) {
    return Optional.of(RoleSpec.existing(name));
  }

  @Override
  public boolean isExisting(RoleSpec spec) {
    return spec.existing();
  }

  @Override
  public String standsFor(Declaration<RoleSpec> declaration) {
    return "role " + name(declaration);
  }

  private static String name(Declaration<RoleSpec> declaration) {
    return declaration.spec().name().orElse(declaration.address().name());
  }

  @Override
  public List<Problem> validate(Declaration<RoleSpec> declaration) {
    return RoleRules.problems(name(declaration), declaration.spec());
  }

  @Override
  public Checked<RoleDesired> desired(Declaration<RoleSpec> declaration, Resolved references) {
    RoleSpec spec = declaration.spec();
    SortedSet<String> privileges = Role.set(spec.privileges().orElse(List.of()));
    Optional<Ref> from = spec.from();
    from.ifPresent(
        role ->
            privileges.addAll(references.get("roles", role.name(), RoleRef.class).privileges()));
    privileges.removeIf(Role::isInEveryRole);
    return Checked.of(
        new RoleDesired(
            declaration.address(),
            references.environment(),
            name(declaration),
            privileges,
            spec.exclusive(),
            spec.existing(),
            declaration.common().protect()));
  }

  @Override
  public Observation<RoleState> observe(Address address, RoleDesired desired, Inventory read) {
    return new RoleSearch(read).observe(address, desired);
  }

  @Override
  public Problem missing(Declaration<RoleSpec> declaration, RoleDesired desired, Inventory read) {
    return new Problem("name", new RoleSearch(read).whyNone(desired.name()));
  }

  @Override
  public List<Problem> problems(RoleDesired desired, Observation<RoleState> seen, Inventory read) {
    return desired.existing() ? List.of() : new RoleRules(desired, seen).problems(read);
  }

  @Override
  public List<Change> diff(RoleDesired desired, RoleState observed) {
    return desired.existing() ? List.of() : RoleChanges.of(desired, observed);
  }

  @Override
  public Object exported(
      Declaration<RoleSpec> declaration, RoleDesired desired, Observation<RoleState> seen) {
    Optional<Role> role =
        seen instanceof Observation.Present<RoleState> present
            ? present.state().role()
            : Optional.empty();
    return new RoleRef(
        desired.existing() ? role.map(Role::name).orElse(desired.name()) : desired.name(),
        role.map(each -> OptionalInt.of(each.id())).orElse(OptionalInt.empty()),
        desired.existing()
            ? role.map(Role::privileges).orElseGet(() -> Role.set(List.of()))
            : desired.wanted(role.map(Role::privileges).orElseGet(() -> Role.set(List.of()))));
  }

  @Override
  public Map<String, Object> attributes(RoleState observed) {
    return observed
        .role()
        .<Map<String, Object>>map(
            role ->
                Map.of(
                    "name", role.name(),
                    "id", role.id(),
                    "privileges", List.copyOf(role.privileges())))
        .orElse(Map.of());
  }

  @Override
  public String summary(RoleDesired desired) {
    return desired.name()
        + (desired.privileges().isEmpty() ? "" : ": " + String.join(", ", desired.privileges()));
  }

  /** Names of roles are unique in a vCenter. */
  private static Set<LockKey> lock() {
    return Set.of(new LockKey("roles"));
  }

  @Override
  public Set<LockKey> edits(RoleDesired desired, Inventory read) {
    return lock();
  }

  @Override
  public Set<LockKey> leaves(RoleState seen) {
    return lock();
  }

  @Override
  public List<Right> rights(RoleDesired desired, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toWrite(desired.environment(), read));
    all.add(MODIFY);
    return all;
  }

  @Override
  public List<Right> rightsOn(RoleState seen, Inventory read) {
    List<Right> all = new ArrayList<>(JournalRights.toForget(seen.entry(), read));
    all.add(MODIFY);
    return all;
  }

  @Override
  public void create(Address address, RoleDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new RoleWrites(write).create(desired);
  }

  @Override
  public void update(
      Address address,
      RoleDesired desired,
      RoleState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new RoleWrites(write).update(desired, seen);
  }

  @Override
  public void delete(RoleState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new RoleWrites(write).delete(seen);
  }

  @Override
  public void adopt(Address address, RoleDesired desired, RoleState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new RoleWrites(write).adopt(desired, seen);
  }

  @Override
  public void release(RoleState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new RoleWrites(write).release(seen);
  }

  @Override
  public void rename(
      Address from, Address to, RoleDesired desired, RoleState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new RoleWrites(write).rename(to, seen);
  }

  @Override
  public Stream<Owned<RoleState>> owned(EnvironmentId environment, Inventory read) {
    return new RoleSearch(read).owned(KIND, environment);
  }
}
