package dev.provision.simulator.vm;

import com.vmware.vim25.CpuHotPlugNotSupported;
import com.vmware.vim25.MemoryHotPlugNotSupported;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualMachineBootOptions;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Applies what a {@code VirtualMachineConfigSpec} changes besides devices. */
final class ConfigEdits {

  private ConfigEdits() {}

  /**
   * @param config a copy that is changed
   * @param power of the VM that it is of; off for one that is being made
   */
  static void apply(
      World world,
      VirtualMachineConfigSpec spec,
      VirtualMachineConfigInfo config,
      VirtualMachinePowerState power)
      throws VimFault {
    boolean running = power == VirtualMachinePowerState.poweredOn;
    if (running) {
      hot(spec, config);
    }
    if (power == VirtualMachinePowerState.suspended && isHardware(spec)) {
      throw Refuse.power(power, VirtualMachinePowerState.poweredOff);
    }
    numbers(spec, config);
    Allocations.apply(spec, config);
    String instance = config.instanceUuid;
    int devices = config.hardware.device.length;
    OptionValue[] options = config.extraConfig;
    VirtualMachineBootOptions boot = config.bootOptions;
    Values.overlay(spec, config);
    if (devices != config.hardware.device.length) {
      throw new IllegalStateException("devices are changed elsewhere");
    }
    config.extraConfig = merged(options, spec.extraConfig);
    if (spec.instanceUuid != null) {
      config.instanceUuid = free(world, spec.instanceUuid, instance);
    }
    config.uuid = spec.uuid == null ? config.uuid : spec.uuid;
    Encryption.apply(world, spec, config, boot, power);
    config.changeVersion = null;
  }

  private static boolean isHardware(VirtualMachineConfigSpec spec) {
    return spec.numCPUs != null
        || spec.memoryMB != null
        || spec.numCoresPerSocket != null
        || spec.deviceChange != null && spec.deviceChange.length > 0;
  }

  private static void numbers(VirtualMachineConfigSpec spec, VirtualMachineConfigInfo config)
      throws VimFault {
    if (spec.numCPUs != null) {
      if (spec.numCPUs < 1) {
        throw Refuse.argument("configSpec.numCPUs", "it has to be more than 0");
      }
      config.hardware.numCPU = spec.numCPUs;
    }
    if (spec.numCoresPerSocket != null && spec.numCoresPerSocket > 0) {
      config.hardware.numCoresPerSocket = spec.numCoresPerSocket;
    }
    int cores = Optional.ofNullable(config.hardware.numCoresPerSocket).orElse(1);
    if (config.hardware.numCPU % cores != 0) {
      throw Refuse.argument(
          "configSpec.numCoresPerSocket",
          config.hardware.numCPU + " CPUs cannot be sockets of " + cores + " cores");
    }
    if (spec.memoryMB != null) {
      if (spec.memoryMB < 4 || spec.memoryMB % 4 != 0) {
        throw Refuse.argument("configSpec.memoryMB", "it has to be a multiple of 4 MB");
      }
      config.hardware.memoryMB = Math.toIntExact(spec.memoryMB);
    }
  }

  /**
   * Refuses what a running VM does not allow (API, {@code cpuHotAddEnabled}, {@code
   * memoryHotAddEnabled}).
   */
  private static void hot(VirtualMachineConfigSpec spec, VirtualMachineConfigInfo config)
      throws VimFault {
    if (spec.numCPUs != null && spec.numCPUs != config.hardware.numCPU) {
      boolean more = spec.numCPUs > config.hardware.numCPU;
      if (!Boolean.TRUE.equals(more ? config.cpuHotAddEnabled : config.cpuHotRemoveEnabled)) {
        throw Refuse.with(
            new CpuHotPlugNotSupported(),
            "CPU hot plug is not supported for this virtual machine.");
      }
    }
    if (spec.memoryMB != null && spec.memoryMB != config.hardware.memoryMB) {
      boolean more = spec.memoryMB > config.hardware.memoryMB;
      boolean within =
          config.hotPlugMemoryLimit == null || spec.memoryMB <= config.hotPlugMemoryLimit;
      if (!more || !within || !Boolean.TRUE.equals(config.memoryHotAddEnabled)) {
        throw Refuse.with(
            new MemoryHotPlugNotSupported(),
            "Memory hot plug is not supported for this virtual machine.");
      }
    }
    boolean cold =
        differs(spec.numCoresPerSocket, config.hardware.numCoresPerSocket)
            || differs(spec.cpuHotAddEnabled, config.cpuHotAddEnabled)
            || differs(spec.memoryHotAddEnabled, config.memoryHotAddEnabled)
            || differs(spec.nestedHVEnabled, config.nestedHVEnabled)
            || differs(spec.guestId, config.guestId)
            || differs(spec.firmware, config.firmware)
            || Encryption.switchesBoot(spec, config)
            || differs(spec.uuid, config.uuid);
    if (cold) {
      throw Refuse.power(VirtualMachinePowerState.poweredOn, VirtualMachinePowerState.poweredOff);
    }
  }

  private static boolean differs(Object asked, Object has) {
    return asked != null && !asked.equals(has);
  }

  /** An empty value takes a key out (API, {@code extraConfig}). */
  static OptionValue[] merged(OptionValue[] has, OptionValue[] asked) {
    Map<String, OptionValue> all = new LinkedHashMap<>();
    for (OptionValue each : has == null ? new OptionValue[0] : has) {
      all.put(each.key, each);
    }
    for (OptionValue each : asked == null ? new OptionValue[0] : asked) {
      if (each.value == null || each.value.toString().isEmpty()) {
        all.remove(each.key);
      } else {
        all.put(each.key, Values.copy(each));
      }
    }
    // XML cannot express an empty array
    return all.isEmpty() ? null : all.values().toArray(new OptionValue[0]);
  }

  /** Replaces an instanceUuid that another VM has (API, {@code instanceUuid}). */
  private static String free(World world, String asked, String own) {
    if (asked.equalsIgnoreCase(own)) {
      return own;
    }
    boolean taken =
        world.all("VirtualMachine").stream()
            .anyMatch(vm -> asked.equalsIgnoreCase(VmFiles.config(vm).instanceUuid));
    return taken ? world.uuid() : asked.toLowerCase(Locale.ROOT);
  }
}
