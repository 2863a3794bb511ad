package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualHardware;
import dev.provision.vsphere.inventory.Item;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The virtual devices of a VM ({@code VirtualMachineConfigInfo.hardware}). */
public final class Devices {
  public static final String HARDWARE = "config.hardware";

  private Devices() {}

  /** A VM's hardware; empty if the VM was not read in full. */
  public static Optional<VirtualHardware> hardware(Item vm) {
    return vm.get(HARDWARE, VirtualHardware.class);
  }

  /** A VM's devices; none if the VM was not read in full. */
  public static List<VirtualDevice> of(Item vm) {
    return hardware(vm).map(Devices::of).orElse(List.of());
  }

  public static List<VirtualDevice> of(VirtualHardware hardware) {
    return hardware.getDevice() == null ? List.of() : Arrays.asList(hardware.getDevice());
  }
}
