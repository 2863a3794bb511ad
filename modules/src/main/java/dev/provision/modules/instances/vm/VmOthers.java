package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What other products do to a VM. While a backup reads a VM it disables migration and has a
 * snapshot of its own ({@code ManagedEntity.disabledMethod} does not say which product; the fault
 * {@code MethodDisabled.source} does).
 *
 * @param disabled the methods that another product disabled
 * @param snapshots the names of snapshots that are not this environment's
 * @param unconsolidated whether files of a removed snapshot are still in use ({@code
 *     runtime.consolidationNeeded})
 */
public record VmOthers(List<String> disabled, List<String> snapshots, boolean unconsolidated) {
  private static final String DISABLED = "disabledMethod";
  private static final String CONSOLIDATION = "runtime.consolidationNeeded";

  public static final Set<String> PROPERTIES = Set.of(DISABLED, CONSOLIDATION);

  /**
   * The methods that show that another product disabled something. The server's list also has
   * methods that the VM's state forbids, such as switching on a running VM; we know of no state
   * that forbids these, as long as vCenter reaches the VM. We have not seen the list of a real
   * server while a backup ran.
   */
  private static final Set<String> DISABLED_BY_BACKUPS =
      Set.of("MigrateVM_Task", "ReconfigVM_Task", "RelocateVM_Task");

  public VmOthers {
    disabled = List.copyOf(disabled);
    snapshots = List.copyOf(snapshots);
  }

  public static VmOthers read(Item vm) {
    String environment = Marks.of(vm, Marks.ENVIRONMENT);
    int slash = environment.indexOf('/');
    EnvironmentId mine =
        new EnvironmentId(
            slash < 0 ? "" : environment.substring(0, slash), environment.substring(slash + 1));
    return new VmOthers(
        vm.get(DISABLED, String[].class).stream()
            .flatMap(Stream::of)
            .filter(DISABLED_BY_BACKUPS::contains)
            .sorted()
            .toList(),
        vm.get("snapshot", VirtualMachineSnapshotInfo.class).stream()
            .flatMap(info -> VmSnapshots.of(info).all().stream())
            .filter(taken -> !taken.isOf(mine))
            .map(VmSnapshots.Taken::name)
            .toList(),
        vm.get(CONSOLIDATION, Boolean.class).orElse(false));
  }

  /**
   * Whether a backup is running: it has disabled something, and there is a snapshot that is not
   * ours.
   */
  public boolean isBackedUp() {
    return !disabled.isEmpty() && !snapshots.isEmpty();
  }

  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (isBackedUp()) {
      notes.add(backup() + "; what cannot be done meanwhile waits for it");
    } else if (!disabled.isEmpty()) {
      notes.add(
          "another product has disabled "
              + String.join(", ", disabled)
              + " on it, as backups do; what needs that waits for it");
    }
    if (unconsolidated) {
      notes.add(
          "its disks need to be consolidated: files of a snapshot that is gone are still in use");
    }
    return notes;
  }

  private String backup() {
    return "a backup is at work on it: "
        + String.join(", ", disabled)
        + " is disabled, and "
        + snapshots.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
        + " is its snapshot";
  }

  /**
   * Stops a step before it switches the VM off in vain or meets the backup's snapshot.
   *
   * @throws ModuleException while a backup is at work
   */
  public void requireNoBackup() throws ModuleException {
    if (isBackedUp()) {
      throw new ModuleException(ModuleException.Kind.HELD, backup(), null);
    }
  }
}
