package dev.provision.modules.instances.place;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The name, folder and resource pool of a VM. Its host is up to {@link VmMigration}. */
public final class VmPlace implements Part<Placing, VmPlace.Has> {

  /**
   * Where a VM runs.
   *
   * @param host the name of its host; empty if that cannot be read
   * @param hostPath the host's inventory path, below its cluster
   * @param resourcePool the inventory path of its resource pool; empty if that cannot be read
   */
  public record Has(
      String host, Optional<InventoryPath> hostPath, Optional<InventoryPath> resourcePool) {
    public static Has read(Item vm, Inventory inventory) {
      Optional<ManagedObjectReference> host = there(vm, HOST, inventory);
      return new Has(
          host.flatMap(inventory::get).map(Item::name).orElse(""),
          host.map(inventory::path),
          there(vm, POOL, inventory).map(inventory::path));
    }

    private static Optional<ManagedObjectReference> there(
        Item vm, String property, Inventory inventory) {
      return vm.get(property, ManagedObjectReference.class)
          .filter(each -> inventory.get(each).isPresent());
    }
  }

  private static final String HOST = "runtime.host";
  private static final String POOL = "resourcePool";

  @Override
  public Set<String> properties() {
    return Set.of(HOST, POOL);
  }

  @Override
  public boolean has(String field) {
    return field.equals(VmField.NAME.field())
        || field.equals(VmField.FOLDER.field())
        || field.equals(VmField.POOL.field());
  }

  /** A VM in a vApp is in no folder, so none is compared. */
  @Override
  public List<Change> changes(Placing wanted, Has seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    String name = EntityName.shown(vm.name());
    if (!name.equals(wanted.name())) {
      changes.add(VmField.NAME.changes(name, wanted.name()));
    }
    wanted
        .folder()
        .filter(folder -> vm.folder().isPresent() && !isIn(folder, vm))
        .map(
            folder ->
                VmField.FOLDER.changes(vm.path().parent().toString(), folder.path().toString()))
        .ifPresent(changes::add);
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

  /** Writes only the pool: name and folder are given where the call is made. */
  @Override
  public void create(Placing wanted, Has template, CreateDraft draft) throws ModuleException {
    draft.pool(
        wanted.pool().map(PoolRef::place).orElse(draft.at().resourcePool()).in(draft.inventory()));
  }

  /** A folder that is only known by its path may have been made in the same run. */
  private static boolean isIn(FolderRef folder, Vm vm) {
    return folder.ref().isPresent()
        ? folder.ref().equals(vm.folder())
        : folder.path().equals(vm.path().parent());
  }

  /** A folder that cannot hold VMs, and a datastore name that is not found or ambiguous. */
  @Override
  public List<Problem> problems(Placing wanted, Seen<Has> seen, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    wanted
        .folder()
        .filter(folder -> !folder.holdsVms())
        .map(folder -> "`" + folder.path() + "` is no folder that holds VMs")
        .ifPresent(why -> problems.add(new Problem(VmField.FOLDER.field(), why)));
    InventoryPath below = wanted.head().connection().below(read);
    wanted
        .datastore()
        .flatMap(
            name -> read.find(List.of("Datastore"), name, below).problem("datastore", name, below))
        .ifPresent(why -> problems.add(new Problem("datastore", why)));
    return problems;
  }
}
