package dev.provision.simulator.compute;

import com.vmware.vim25.IntOption;
import com.vmware.vim25.LongOption;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.ResourceAllocationOption;
import com.vmware.vim25.ResourceConfigOption;
import com.vmware.vim25.SharesLevel;
import com.vmware.vim25.SharesOption;
import com.vmware.vim25.VirtualDeviceOption;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualHardwareOption;
import com.vmware.vim25.VirtualVmxnet3;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much virtual hardware a VM can have: the maxima of vSphere 8 (VMware Configuration Maximums).
 * Of the devices only some are listed, and not what each can be set to.
 */
final class HardwareOption {
  private static final int CPUS = 768;
  private static final long MEMORY_MB = 24L << 20;

  private HardwareOption() {}

  static VirtualHardwareOption of(int version) {
    VirtualHardwareOption option = new VirtualHardwareOption();
    option.hwVersion = version;
    option.virtualDeviceOption =
        Stream.of(ParaVirtualSCSIController.class, VirtualDisk.class, VirtualVmxnet3.class)
            .map(each -> device(each.getSimpleName()))
            .toArray(VirtualDeviceOption[]::new);
    option.numCPU = IntStream.rangeClosed(1, CPUS).toArray();
    option.numCoresPerSocket = range(new IntOption(), 1, 256, 1);
    LongOption memory = new LongOption();
    memory.min = 4;
    memory.max = MEMORY_MB;
    memory.defaultValue = 1024;
    option.memoryMB = memory;
    option.numPCIControllers = range(new IntOption(), 1, 1, 1);
    option.numIDEControllers = range(new IntOption(), 2, 2, 2);
    option.numUSBControllers = range(new IntOption(), 0, 1, 0);
    option.numUSBXHCIControllers = range(new IntOption(), 0, 1, 0);
    option.numSIOControllers = range(new IntOption(), 1, 1, 1);
    option.numPS2Controllers = range(new IntOption(), 1, 1, 1);
    option.resourceConfigOption = new ResourceConfigOption();
    option.resourceConfigOption.cpuAllocationOption = shares();
    option.resourceConfigOption.memoryAllocationOption = shares();
    return option;
  }

  static IntOption range(IntOption option, int min, int max, int otherwise) {
    option.min = min;
    option.max = max;
    option.defaultValue = otherwise;
    return option;
  }

  private static VirtualDeviceOption device(String type) {
    VirtualDeviceOption option = new VirtualDeviceOption();
    option.type = type;
    option.plugAndPlay = true;
    option.hotRemoveSupported = true;
    return option;
  }

  private static ResourceAllocationOption shares() {
    ResourceAllocationOption option = new ResourceAllocationOption();
    option.sharesOption = new SharesOption();
    option.sharesOption.sharesOption = range(new IntOption(), 0, 1_000_000, 1000);
    option.sharesOption.defaultLevel = SharesLevel.normal;
    return option;
  }
}
