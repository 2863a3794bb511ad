package dev.provision.simulator.compute;

import com.vmware.vim25.GuestOsDescriptor;
import com.vmware.vim25.IntOption;

/** The devices and sizes that vSphere recommends and supports for a guest. */
final class GuestOption {
  private static final String[] DISKS = {
    "VirtualBusLogicController",
    "VirtualLsiLogicController",
    "VirtualLsiLogicSASController",
    "ParaVirtualSCSIController",
    "VirtualIDEController"
  };
  private static final String[] CARDS = {"VirtualE1000", "VirtualE1000e", "VirtualVmxnet3"};

  private GuestOption() {}

  static GuestOsDescriptor of(String id) {
    boolean old = id.startsWith("dos") || id.startsWith("win3") || id.startsWith("win9");
    GuestOsDescriptor guest = new GuestOsDescriptor();
    guest.id = id;
    guest.fullName = id;
    guest.family =
        id.startsWith("win")
            ? "windowsGuest"
            : id.startsWith("darwin") ? "darwinGuestFamily" : "linuxGuest";
    guest.supportedFirmware = old ? new String[] {"bios"} : new String[] {"bios", "efi"};
    guest.recommendedFirmware = "bios";
    guest.supportLevel = old ? "legacy" : "supported";
    guest.supportedForCreate = true;
    size(guest);
    guest.supportedDiskControllerList = DISKS;
    guest.recommendedDiskController = "VirtualLsiLogicController";
    guest.recommendedCdromController = "VirtualIDEController";
    guest.supportedEthernetCard = CARDS;
    guest.supportsPvscsiControllerForBoot = !old;
    guest.diskUuidEnabled = false;
    guest.supportsCpuHotAdd = !old;
    guest.supportsCpuHotRemove = false;
    guest.supportsMemoryHotAdd = !old;
    guest.supportsHotPlugPCI = !old;
    guest.supportsVMI = false;
    guest.supports3D = false;
    guest.recommended3D = false;
    guest.smcRequired = false;
    guest.smcRecommended = false;
    guest.ich7mRecommended = false;
    guest.usbRecommended = false;
    return guest;
  }

  private static void size(GuestOsDescriptor guest) {
    guest.supportedMaxCPUs = 128;
    guest.numSupportedPhysicalSockets = 64;
    guest.numSupportedCoresPerSocket = 64;
    guest.supportedMinMemMB = 4;
    guest.supportedMaxMemMB = 6 << 20;
    guest.recommendedMemMB = 1024;
    guest.recommendedColorDepth = 24;
    guest.supportedNumDisks = 60;
    guest.recommendedDiskSizeMB = 16 << 10;
    guest.numSupportedFloppyDevices = 2;
    guest.vRAMSizeInKB = HardwareOption.range(new IntOption(), 1024, 128 << 10, 4096);
  }
}
