package dev.provision.vsphere.capture;

import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineVideoCard;
import dev.provision.vsphere.newer.KeyedConfigInfo;
import dev.provision.vsphere.newer.SecureBootOptions;
import dev.provision.vsphere.newer.VirtualTPM;
import java.util.stream.Stream;

/**
 * What a capture holds of the configuration of a VM or snapshot. Each field is named here, so
 * nothing gets in that nobody has thought about.
 */
final class CapturedHardware {
  private CapturedHardware() {}

  static VirtualMachineConfigInfo of(VirtualMachineConfigInfo seen) {
    KeyedConfigInfo config = new KeyedConfigInfo();
    config.changeVersion = seen.changeVersion;
    config.modified = seen.modified;
    config.name = seen.name;
    config.guestFullName = seen.guestFullName;
    config.version = seen.version;
    config.uuid = seen.uuid;
    config.instanceUuid = seen.instanceUuid;
    config.template = seen.template;
    config.guestId = seen.guestId;
    config.files = seen.files;
    config.flags = seen.flags;
    config.cpuAllocation = seen.cpuAllocation;
    config.memoryAllocation = seen.memoryAllocation;
    config.latencySensitivity = seen.latencySensitivity;
    config.memoryHotAddEnabled = seen.memoryHotAddEnabled;
    config.cpuHotAddEnabled = seen.cpuHotAddEnabled;
    config.cpuHotRemoveEnabled = seen.cpuHotRemoveEnabled;
    config.hotPlugMemoryLimit = seen.hotPlugMemoryLimit;
    config.hotPlugMemoryIncrementSize = seen.hotPlugMemoryIncrementSize;
    config.firmware = seen.firmware;
    config.nestedHVEnabled = seen.nestedHVEnabled;
    config.keyId = seen instanceof KeyedConfigInfo keyed ? keyed.keyId : null;
    if (seen.bootOptions instanceof SecureBootOptions boot) {
      SecureBootOptions secure = new SecureBootOptions();
      secure.efiSecureBootEnabled = boot.efiSecureBootEnabled;
      config.bootOptions = secure;
    }
    if (seen.hardware != null) {
      config.hardware = new VirtualHardware();
      config.hardware.numCPU = seen.hardware.numCPU;
      config.hardware.numCoresPerSocket = seen.hardware.numCoresPerSocket;
      config.hardware.memoryMB = seen.hardware.memoryMB;
      config.hardware.device = devices(seen.hardware.device);
    }
    return config;
  }

  /** Only these types: others describe the owner's surroundings, as a serial port does. */
  private static VirtualDevice[] devices(VirtualDevice[] seen) {
    return Stream.of(seen == null ? new VirtualDevice[0] : seen)
        .filter(
            each ->
                each instanceof VirtualController
                    || each instanceof VirtualDisk
                    || each instanceof VirtualEthernetCard
                    || each instanceof VirtualCdrom
                    || each instanceof VirtualMachineVideoCard
                    // our class has no fields, so its certificates are not kept
                    || each instanceof VirtualTPM)
        .toArray(VirtualDevice[]::new);
  }
}
