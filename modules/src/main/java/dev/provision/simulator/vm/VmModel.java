package dev.provision.simulator.vm;

import com.vmware.vim25.Description;
import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualAHCIController;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualKeyboard;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachineDefaultPowerOpInfo;
import com.vmware.vim25.VirtualMachineFaultToleranceState;
import com.vmware.vim25.VirtualMachineFileInfo;
import com.vmware.vim25.VirtualMachineFlagInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRecordReplayState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineToolsStatus;
import com.vmware.vim25.VirtualMachineVideoCard;
import com.vmware.vim25.VirtualPCIController;
import com.vmware.vim25.VirtualPS2Controller;
import com.vmware.vim25.VirtualSCSIController;
import dev.provision.simulator.compute.EnvironmentBrowser;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.compute.VirtualApp;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.KeyedConfigInfo;
import dev.provision.vsphere.newer.VirtualNVMEController;
import dev.provision.vsphere.newer.VirtualTPM;
import java.util.ArrayList;
import java.util.List;

/** What every new VM has, before anything of a spec. */
public final class VmModel {
  private VmModel() {}

  /** The first key that vCenter gives to a device of a sort. */
  static int firstKey(VirtualDevice device) {
    if (device instanceof VirtualDisk) {
      return 2000;
    } else if (device instanceof VirtualEthernetCard) {
      return 4000;
    } else if (device instanceof VirtualCdrom) {
      return 3000;
    } else if (device instanceof VirtualSCSIController) {
      return 1000;
    } else if (device instanceof VirtualIDEController) {
      return 200;
    } else if (device instanceof VirtualMachineVideoCard) {
      return 500;
    } else if (device instanceof VirtualAHCIController) {
      return 15000;
    } else if (device instanceof VirtualNVMEController) {
      return 31000;
    } else if (device instanceof VirtualTPM) {
      return 11000;
    } else if (device instanceof VirtualController) {
      return 7000;
    }
    return 9000;
  }

  /** How many devices a controller of disks takes, the SCSI bus counting its own. */
  static int units(VirtualDevice controller) {
    if (controller instanceof VirtualIDEController) {
      return 2;
    }
    return controller instanceof VirtualNVMEController ? 15 : 30;
  }

  /** The controllers that every VM has. */
  static List<VirtualDevice> devices() {
    List<VirtualDevice> devices = new ArrayList<>();
    devices.add(named("IDE 0", controller(new VirtualIDEController(), 200, 0)));
    devices.add(named("IDE 1", controller(new VirtualIDEController(), 201, 1)));
    devices.add(named("PS2 controller 0", controller(new VirtualPS2Controller(), 300, 0)));
    devices.add(named("PCI controller 0", controller(new VirtualPCIController(), 100, 0)));
    VirtualKeyboard keyboard = new VirtualKeyboard();
    keyboard.key = 600;
    keyboard.controllerKey = 300;
    keyboard.unitNumber = 0;
    devices.add(named("Keyboard", keyboard));
    VirtualMachineVideoCard video = new VirtualMachineVideoCard();
    video.key = 500;
    video.controllerKey = 100;
    video.unitNumber = 0;
    video.videoRamSizeInKB = 4096L;
    video.numDisplays = 1;
    video.useAutoDetect = false;
    devices.add(named("Video card", video));
    return devices;
  }

  private static VirtualDevice named(String label, VirtualDevice device) {
    device.deviceInfo = new Description();
    device.deviceInfo.label = label;
    device.deviceInfo.summary = label;
    return device;
  }

  public static VirtualController scsi() {
    ParaVirtualSCSIController scsi = new ParaVirtualSCSIController();
    scsi.sharedBus = com.vmware.vim25.VirtualSCSISharing.noSharing;
    return (VirtualController) named("SCSI controller 0", controller(scsi, 1000, 0));
  }

  private static VirtualController controller(VirtualController controller, int key, int bus) {
    controller.key = key;
    controller.busNumber = bus;
    return controller;
  }

  public static VirtualMachineConfigInfo config(World world, String name, String vmx) {
    VirtualMachineConfigInfo config = new KeyedConfigInfo();
    config.name = name;
    config.version = "vmx-" + EnvironmentBrowser.MADE;
    config.uuid = world.uuid();
    config.instanceUuid = world.uuid();
    config.template = false;
    config.guestId = "otherGuest";
    config.guestFullName = "Other";
    config.annotation = "";
    config.alternateGuestName = "";
    config.defaultPowerOps = new VirtualMachineDefaultPowerOpInfo();
    config.files = files(vmx);
    config.flags = new VirtualMachineFlagInfo();
    config.hardware = new VirtualHardware();
    config.hardware.numCPU = 1;
    config.hardware.numCoresPerSocket = 1;
    config.hardware.memoryMB = 32;
    config.hardware.device = devices().toArray(new VirtualDevice[0]);
    config.cpuHotAddEnabled = false;
    config.cpuHotRemoveEnabled = false;
    config.memoryHotAddEnabled = false;
    config.firmware = "bios";
    return config;
  }

  static VirtualMachineFileInfo files(String vmx) {
    VirtualMachineFileInfo files = new VirtualMachineFileInfo();
    files.vmPathName = vmx;
    files.snapshotDirectory = vmx.substring(0, vmx.lastIndexOf('/') + 1);
    files.suspendDirectory = files.snapshotDirectory;
    files.logDirectory = files.snapshotDirectory;
    return files;
  }

  /** Completes a changed configuration, and gives it a new time and version. */
  static void stamp(World world, VirtualMachineConfigInfo config) {
    Allocations.complete(config);
    config.modified = world.calendar();
    config.changeVersion =
        config.modified.toInstant().toString() + "#" + Long.toString(world.revision(), 36);
    config.hotPlugMemoryIncrementSize =
        Boolean.TRUE.equals(config.memoryHotAddEnabled) ? 128L : null;
    config.hotPlugMemoryLimit =
        Boolean.TRUE.equals(config.memoryHotAddEnabled)
            ? Math.max(3072L, 16L * config.hardware.memoryMB)
            : null;
  }

  public static VirtualMachineRuntimeInfo runtime(ManagedObjectReference host) {
    VirtualMachineRuntimeInfo runtime = new VirtualMachineRuntimeInfo();
    runtime.host = host;
    runtime.connectionState = VirtualMachineConnectionState.connected;
    runtime.powerState = VirtualMachinePowerState.poweredOff;
    runtime.faultToleranceState = VirtualMachineFaultToleranceState.notConfigured;
    runtime.recordReplayState = VirtualMachineRecordReplayState.inactive;
    runtime.onlineStandby = false;
    runtime.consolidationNeeded = false;
    return runtime;
  }

  /** What vCenter knows of the guest of a VM that does not run. */
  public static GuestInfo noGuest(VirtualMachineConfigInfo config) {
    GuestInfo guest = new GuestInfo();
    guest.toolsStatus = VirtualMachineToolsStatus.toolsNotRunning;
    guest.toolsRunningStatus = "guestToolsNotRunning";
    guest.toolsVersionStatus2 = "guestToolsUnmanaged";
    guest.guestState = "notRunning";
    guest.guestId = config.guestId;
    return guest;
  }

  /** Registers a VM whose files are there. */
  public static Managed register(
      World world, Managed folder, Site site, VirtualMachineConfigInfo config) {
    Managed vm = world.add("VirtualMachine", "vm-");
    stamp(world, config);
    world.set(vm, "name", config.name);
    world.set(vm, "config", config);
    world.set(vm, "runtime", runtime(site.host().ref()));
    world.set(vm, "guest", noGuest(config));
    world.set(vm, "resourcePool", config.template ? null : site.pool().ref());
    world.set(vm, "parent", folder.ref());
    VirtualApp.hold(world, vm);
    return vm;
  }
}
