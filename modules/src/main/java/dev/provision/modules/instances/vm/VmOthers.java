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
 * What others do to a VM. A backup disables moving it while it reads, and has a snapshot of its own
 * ({@code ManagedEntity.disabledMethod}, which names no one; who it is stands in the fault {@code
 * MethodDisabled.source}).
 *
 * @param disabled the methods that somebody disabled
 * @param snapshots names of those that are not this environment's
 * @param unconsolidated files of a snapshot that is gone are still in use ({@code
 *     runtime.consolidationNeeded})
 */
public record VmOthers(List<String> disabled, List<String> snapshots, boolean unconsolidated) {
  private static final String DISABLED = "disabledMethod";
  private static final String CONSOLIDATION = "runtime.consolidationNeeded";

  public static final Set<String> PROPERTIES = Set.of(DISABLED, CONSOLIDATION);

  /**
   * A server lists with them the methods that the VM's state does not allow, such as switching on
   * what runs. No state of a VM within reach is known to rule out these; nobody has seen the list
   * of a real server while a backup ran.
   */
  private static final Set<String> TELLING =
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
            .filter(TELLING::contains)
            .sorted()
            .toList(),
        vm.get("snapshot", VirtualMachineSnapshotInfo.class).stream()
            .flatMap(info -> VmSnapshots.of(info).all().stream())
            .filter(taken -> !taken.isOf(mine))
            .map(VmSnapshots.Taken::name)
            .toList(),
        vm.get(CONSOLIDATION, Boolean.class).orElse(false));
  }

  /** Whether a backup is at work: it has disabled something and has its snapshot there. */
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
   * Before its snapshots are in the way, or it would be switched off in vain.
   *
   * @throws ModuleException while a backup is at work
   */
  public void requireNoBackup() throws ModuleException {
    if (isBackedUp()) {
      throw new ModuleException(ModuleException.Kind.HELD, backup(), null);
    }
  }
}
