package dev.provision.modules.switches;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectsForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Distributed switches: objects of the inventory, with the hosts that are on them. */
final class DistributedSwitches extends ObjectsForm<SwitchSpec, SwitchDesired, SwitchState> {
  private final SwitchObjects objects;

  DistributedSwitches(SwitchObjects objects) {
    super(objects);
    this.objects = objects;
  }

  @Override
  protected ObjectDesired<SwitchSpec> wanted(SwitchDesired desired) {
    return desired.object();
  }

  @Override
  protected ObjectState object(SwitchState seen) {
    return seen.object().orElseThrow();
  }

  @Override
  protected SwitchState state(ObjectState object, EnvironmentId environment, Inventory read) {
    return SwitchState.of(object, read);
  }

  @Override
  public List<Change> changes(SwitchDesired desired, SwitchState seen) {
    List<Change> changes = new ArrayList<>();
    if (!desired.object().isExisting()) {
      for (Change change : super.changes(desired, seen)) {
        changes.add(SwitchRules.judged(change, seen));
      }
      changes.addAll(SwitchMembers.changes(desired, seen));
      changes.addAll(NetworkPoolRows.changes(desired.spec(), object(seen).item()));
    }
    return changes;
  }

  @Override
  public Set<LockKey> leaves(SwitchState seen) {
    return SwitchMembers.locks(seen.members().keySet());
  }

  @Override
  public List<Right> toCreate(SwitchDesired desired, Placement at, Inventory read) {
    List<Right> all = new ArrayList<>(SwitchRights.onHosts(desired, read));
    all.addAll(super.toCreate(desired, at, read));
    Optional<String> path = desired.object().path().map(InventoryPath::toString);
    if (desired.spec().nioc().isPresent()) {
      path.map(SwitchRights::nioc).ifPresent(all::add);
    }
    if (!desired.members().isEmpty()) {
      path.map(SwitchRights::hosts).ifPresent(all::add);
    }
    return all;
  }

  @Override
  public List<Right> toUpdate(
      SwitchDesired desired,
      SwitchState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    List<Right> all = new ArrayList<>(super.toUpdate(desired, seen, changes, at, read));
    if (changes.stream().anyMatch(each -> each.field().startsWith("nioc."))) {
      all.add(SwitchRights.nioc(object(seen).path().toString()));
    }
    if (Change.any(changes, SwitchMembers.Key.MEMBERS)) {
      all.addAll(SwitchRights.onHosts(desired, read));
      all.add(SwitchRights.hosts(object(seen).path().toString()));
    }
    return all;
  }

  @Override
  public List<Right> toDelete(SwitchState seen, Inventory read) {
    List<Right> all = new ArrayList<>(super.toDelete(seen, read));
    all.addAll(SwitchRights.onHosts(seen.members().keySet(), read));
    if (!seen.members().isEmpty()) {
      all.add(SwitchRights.hosts(object(seen).path().toString()));
    }
    return all;
  }

  @Override
  public void create(Address address, SwitchDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    ManagedObjectReference made = objects.make(desired.object(), write);
    new MemberWrites(made, write).converge(desired);
    NetworkPoolRows.write(made, desired.spec(), write);
  }

  @Override
  public void update(
      Address address,
      SwitchDesired desired,
      SwitchState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    super.update(address, desired, seen, changes, at, write);
    if (Change.any(changes, SwitchMembers.Key.MEMBERS)) {
      new MemberWrites(object(seen).ref(), write).converge(desired);
    }
    NetworkPoolRows.write(object(seen).ref(), desired.spec(), write);
  }
}
