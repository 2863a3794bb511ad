package dev.provision.modules.instances.vm;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What every part of a VM may need, as it was read: which VM it is, whose, and whether it can be
 * changed now.
 *
 * @param uuid its instanceUuid, lower case; empty if vCenter shows none
 * @param name as the API has it, with escapes
 * @param folder its parent; empty if it is in a vApp
 * @param changeVersion of its config when it was read, for {@code ConfigSpec.changeVersion}; empty
 *     when vCenter shows none
 * @param extraConfig keys whose value is not empty
 */
public record Vm(
    ManagedObjectReference ref,
    String uuid,
    String name,
    InventoryPath path,
    Optional<ManagedObjectReference> folder,
    String changeVersion,
    Power power,
    boolean hasSnapshot,
    Map<String, String> extraConfig) {
  public static final String UUID = "summary.config.instanceUuid";
  public static final String POWER = "runtime.powerState";

  /** The properties that are read of every VM, even if it is of no interest. */
  public static final Set<String> LIGHT = Set.of(UUID, POWER);

  /** A VM that is about to be created. */
  public static final Vm NONE =
      new Vm(
          new ManagedObjectReference(),
          "",
          "",
          InventoryPath.ROOT,
          Optional.empty(),
          "",
          Power.OFF,
          false,
          Map.of());

  public Vm {
    extraConfig = Map.copyOf(extraConfig);
  }

  public static Vm read(Item vm, Inventory inventory) {
    return new Vm(
        vm.ref(),
        uuid(vm),
        vm.name(),
        inventory.path(vm.ref()),
        vm.parent(),
        vm.get("config.changeVersion", String.class).orElse(""),
        power(vm),
        vm.get("snapshot", VirtualMachineSnapshotInfo.class)
            .map(VirtualMachineSnapshotInfo::getRootSnapshotList)
            .filter(list -> list.length > 0)
            .isPresent(),
        marks(vm));
  }

  /** A VM's instanceUuid in lower case; empty if vCenter shows none. */
  public static String uuid(Item vm) {
    return vm.get(UUID, String.class).orElse("").toLowerCase(Locale.ROOT);
  }

  /** A VM's power state; off if it cannot be read. */
  public static Power power(Item vm) {
    VirtualMachinePowerState state =
        vm.get(POWER, VirtualMachinePowerState.class).orElse(VirtualMachinePowerState.poweredOff);
    if (state == VirtualMachinePowerState.poweredOn) {
      return Power.ON;
    }
    return state == VirtualMachinePowerState.suspended ? Power.SUSPENDED : Power.OFF;
  }

  /** All of extraConfig; if that was not read, only the marks that were read singly. */
  private static Map<String, String> marks(Item vm) {
    Map<String, String> all = new LinkedHashMap<>(Marks.extraConfig(vm));
    for (String key : Marks.LIGHT) {
      String mark = Marks.of(vm, key);
      if (!mark.isEmpty()) {
        all.put(key, mark);
      }
    }
    return all;
  }

  /** The same with other values of these marks. */
  public Vm with(Map<String, String> marks) {
    Map<String, String> all = new LinkedHashMap<>(extraConfig);
    all.putAll(marks);
    all.values().removeIf(String::isEmpty);
    return new Vm(ref, uuid, name, path, folder, changeVersion, power, hasSnapshot, all);
  }

  /** The value of one of our marks; empty if the VM does not have it. */
  public String mark(String key) {
    return extraConfig.getOrDefault(key, "");
  }

  /** Whether we adopted the VM and did not make it, so that we release it and never delete it. */
  public boolean isAdopted() {
    return mark(Marks.ADOPTED).equals("true");
  }

  /** The environment that its marks name; empty if they name none. */
  public Optional<EnvironmentId> environment() {
    String text = mark(Marks.ENVIRONMENT);
    int slash = text.indexOf('/');
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EnvironmentId(
                slash < 0 ? "" : text.substring(0, slash), text.substring(slash + 1)));
  }

  /** A change that needs the VM to be off. */
  public Change cold(Change change, String why) {
    return power == Power.OFF ? change : change.with(Effect.NEEDS_POWER_OFF, why);
  }
}
