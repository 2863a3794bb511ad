package dev.provision.simulator.storage;

import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineDefinedProfileSpec;
import com.vmware.vim25.VirtualMachineProfileSpec;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.VmFiles;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which storage policies a VM and its disks have: {@code vmProfile} and the {@code profile} of each
 * disk that was added or edited. No property of a VM shows them.
 */
public final class VmPolicies {
  /** What it is stored in: {@code home=<id>} and {@code 2000=<id>}. */
  public static final String PROPERTY = "sim.policies";

  /** The key of what the VM itself has. */
  public static final String HOME = "home";

  private VmPolicies() {}

  /**
   * The id of the policy that a VM's home or a disk has; null for none.
   *
   * @param key of the disk, or {@link #HOME}
   */
  static String of(Managed vm, String key) {
    return read(vm.get(PROPERTY, String[].class)).get(key);
  }

  private static Map<String, String> read(String[] stored) {
    Map<String, String> policies = new LinkedHashMap<>();
    for (String each : stored == null ? new String[0] : stored) {
      int equal = each.indexOf('=');
      policies.put(each.substring(0, equal), each.substring(equal + 1));
    }
    return policies;
  }

  /**
   * What is to be stored after a spec.
   *
   * @param stored before; null for a VM that is made
   * @param home what the spec says of the VM; null for nothing
   * @param disks what it says of disks, by key
   * @param config after the spec
   * @return null when there is nothing to store
   */
  public static String[] after(
      StoragePolicies known,
      String[] stored,
      VirtualMachineProfileSpec[] home,
      Map<Integer, VirtualMachineProfileSpec[]> disks,
      VirtualMachineConfigInfo config)
      throws VimFault {
    Map<String, String> policies = new TreeMap<>(read(stored));
    put(known, policies, HOME, home);
    for (Map.Entry<Integer, VirtualMachineProfileSpec[]> each : disks.entrySet()) {
      put(known, policies, each.getKey().toString(), each.getValue());
    }
    List<String> keys = new ArrayList<>(List.of(HOME));
    for (VirtualDisk disk : VmFiles.disks(config)) {
      keys.add(Integer.toString(disk.key));
    }
    policies.keySet().retainAll(keys);
    return policies.isEmpty()
        ? null
        : policies.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .toArray(String[]::new);
  }

  private static void put(
      StoragePolicies known,
      Map<String, String> policies,
      String key,
      VirtualMachineProfileSpec[] asked)
      throws VimFault {
    if (asked == null) {
      return;
    }
    policies.remove(key);
    for (VirtualMachineProfileSpec each : asked) {
      if (each instanceof VirtualMachineDefinedProfileSpec defined) {
        if (!known.has(defined.profileId)) {
          throw Refuse.argument(
              "profile.profileId", "there is no storage policy `" + defined.profileId + "`");
        }
        policies.put(key, defined.profileId);
      }
    }
  }
}
