package dev.provision.modules.instances.place;

import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The name, folder and resource pool of a VM. The host is no part of it: DRS may move it. */
public final class VmPlace implements Part<VmPlace.Wanted, InstanceState.Place> {

  /**
   * @param pool empty to stay in the one that it is in
   */
  record Wanted(String name, FolderRef folder, Optional<PoolRef> pool) {}

  @Override
  public Set<String> properties() {
    return Set.of("runtime.host", "resourcePool");
  }

  @Override
  public Wanted wanted(InstanceDesired desired) {
    return new Wanted(desired.address().name(), desired.folder(), desired.pool());
  }

  @Override
  public InstanceState.Place seen(InstanceState vm) {
    return vm.place();
  }

  @Override
  public boolean has(String field) {
    return field.equals(VmField.NAME.field())
        || field.equals(VmField.FOLDER.field())
        || field.equals(VmField.POOL.field());
  }

  @Override
  public List<Change> changes(Wanted wanted, InstanceState.Place seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    String name = EntityName.shown(vm.name());
    if (!name.equals(wanted.name())) {
      changes.add(VmField.NAME.changes(name, wanted.name()));
    }
    if (!isIn(wanted.folder(), vm)) {
      changes.add(
          VmField.FOLDER.changes(vm.path().parent().toString(), wanted.folder().path().toString()));
    }
    wanted
        .pool()
        .map(PoolRef::path)
        .filter(pool -> seen.resourcePool().filter(pool::equals).isEmpty())
        .map(
            pool ->
                VmField.POOL.changes(
                    seen.resourcePool().map(InventoryPath::toString).orElse(Change.ABSENT),
                    pool.toString()))
        .ifPresent(changes::add);
    return changes;
  }

  /** A folder that is only named by its path may have been made in the same run. */
  private static boolean isIn(FolderRef folder, Vm vm) {
    return folder.ref().isPresent()
        ? folder.ref().equals(vm.folder())
        : folder.path().equals(vm.path().parent());
  }

  /** The places that it names and that are not there, or are there more than once. */
  @Override
  public List<Problem> problems(
      InstanceDesired desired, Observation<InstanceState> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    if (!desired.folder().holdsVms()) {
      problems.add(
          new Problem(
              VmField.FOLDER.field(),
              "`" + desired.folder().path() + "` is no folder that holds VMs"));
    }
    InventoryPath below = desired.connection().below(read);
    desired
        .spec()
        .datastore()
        .flatMap(
            name -> read.find(List.of("Datastore"), name, below).problem("datastore", name, below))
        .ifPresent(why -> problems.add(new Problem("datastore", why)));
    return problems;
  }
}
