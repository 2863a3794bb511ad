package dev.provision.simulator.compute;

import com.vmware.vim25.VirtualMachineCapability;

/** What a VM can do here, and with the virtual hardware of any host: all hosts are alike. */
public final class VmCapability {
  private VmCapability() {}

  public static VirtualMachineCapability make() {
    VirtualMachineCapability can = new VirtualMachineCapability();
    can.snapshotOperationsSupported = true;
    can.multipleSnapshotsSupported = true;
    can.snapshotConfigSupported = true;
    can.poweredOffSnapshotsSupported = true;
    can.memorySnapshotsSupported = true;
    can.revertToSnapshotSupported = true;
    can.quiescedSnapshotsSupported = true;
    can.cpuFeatureMaskSupported = true;
    can.toolsAutoUpdateSupported = true;
    can.vmNpivWwnDisableSupported = false;
    can.vmNpivWwnUpdateSupported = false;
    can.swapPlacementSupported = true;
    can.toolsSyncTimeSupported = true;
    can.virtualMmuUsageSupported = true;
    can.diskSharesSupported = true;
    can.bootOptionsSupported = true;
    can.bootRetryOptionsSupported = true;
    can.settingVideoRamSizeSupported = true;
    can.settingDisplayTopologySupported = true;
    can.recordReplaySupported = false;
    can.changeTrackingSupported = true;
    can.multipleCoresPerSocketSupported = true;
    can.hostBasedReplicationSupported = false;
    can.guestAutoLockSupported = false;
    can.memoryReservationLockSupported = true;
    can.featureRequirementSupported = true;
    can.poweredOnMonitorTypeChangeSupported = false;
    can.seSparseDiskSupported = true;
    can.nestedHVSupported = true;
    can.vPMCSupported = false;
    return can;
  }
}
