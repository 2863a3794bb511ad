package dev.provision.modules.instances.parts;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a running task does to a VM, in nova's words ({@code nova/compute/task_states.py}). A task
 * is recognized by {@code TaskInfo.descriptionId}, such as {@code VirtualMachine.powerOff}; its
 * name is used only without that, because internal tasks have none.
 */
public final class VmTask {
  public static final String SPAWNING = "spawning";

  /**
   * Nova's words by the action, which is the description without its type and without {@code VM}.
   */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("poweron", "powering-on"),
          Map.entry("poweroff", "powering-off"),
          Map.entry("suspend", "suspending"),
          Map.entry("reset", "rebooting_hard"),
          Map.entry("createsnapshot", "image_snapshot"),
          Map.entry("createsnapshotex", "image_snapshot"),
          Map.entry("reverttosnapshot", "rebuilding"),
          Map.entry("reverttocurrentsnapshot", "rebuilding"),
          Map.entry("reconfig", "resize_prep"),
          Map.entry("reconfigure", "resize_prep"),
          Map.entry("upgrade", "resize_prep"),
          Map.entry("upgradevirtualhardware", "resize_prep"),
          Map.entry("migrate", "migrating"),
          Map.entry("relocate", "migrating"),
          Map.entry("destroy", "deleting"),
          Map.entry("unregister", "deleting"));

  /** The actions whose result is a VM. */
  private static final List<String> MAKING = List.of("clone", "create", "register", "importvapp");

  private VmTask() {}

  /** Nova's word for the task; empty if none runs, or if nova has no word for it. */
  static Optional<String> of(ManagedObjectReference vm, Power power, Inventory inventory) {
    return inventory.runningTasks().stream()
        .flatMap(task -> word(task, vm, power).stream())
        .findFirst();
  }

  private static Optional<String> word(TaskInfo task, ManagedObjectReference vm, Power power) {
    String action = action(task);
    if (vm.equals(task.getResult()) && MAKING.contains(action)) {
      return Optional.of(SPAWNING);
    }
    if (!vm.equals(task.getEntity())) {
      return Optional.empty();
    }
    if (power == Power.SUSPENDED && action.equals("poweron")) {
      return Optional.of("resuming");
    }
    if (power != Power.ON && (action.equals("migrate") || action.equals("relocate"))) {
      return Optional.of("resize_migrating");
    }
    return Optional.ofNullable(WORDS.get(action));
  }

  /** {@code poweroff} for both {@code VirtualMachine.powerOffVM} and {@code PowerOffVM_Task}. */
  private static String action(TaskInfo task) {
    String text =
        task.getDescriptionId() != null
            ? task.getDescriptionId()
            : task.getName() == null ? "" : task.getName();
    return text.substring(text.lastIndexOf('.') + 1)
        .toLowerCase(Locale.ROOT)
        .replaceFirst("_?task$", "")
        .replaceFirst("(?<=.)vm$", "");
  }
}
