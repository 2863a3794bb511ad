package dev.provision.modules.instances.size;

import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.StorageIOAllocationInfo;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCardResourceAllocation;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.ExtraSpecs;
import dev.provision.vsphere.exported.Quota;
import java.util.Set;

/** Writes quotas into the API's specs. */
final class QuotaSpecs {
  private QuotaSpecs() {}

  static ResourceAllocationInfo info(Quota quota) {
    ResourceAllocationInfo info = new ResourceAllocationInfo();
    info.setLimit(quota.limit());
    info.setReservation(quota.reservation());
    info.setShares(quota.shares().info());
    return info;
  }

  /** Writes a disk's quota into its edit. */
  static VirtualDeviceConfigSpec onDisk(
      ExtraSpecs specs, Quota wanted, Quota observed, VirtualDeviceConfigSpec edit) {
    if (!wanted.equals(observed) || !wanted.equals(Quota.DEFAULT)) {
      Set<ExtraSpec> alone = specs.leftAlone();
      StorageIOAllocationInfo info = new StorageIOAllocationInfo();
      info.setLimit(wanted.limit());
      // a field that is not set does not change (vim25, StorageIOAllocationInfo)
      if (!alone.contains(Quota.Of.DISK_IO.reservation())) {
        info.setReservation(Math.toIntExact(wanted.reservation()));
      }
      if (!alone.contains(Quota.Of.DISK_IO.level())) {
        info.setShares(wanted.shares().info());
      }
      ((VirtualDisk) edit.getDevice()).setStorageIOAllocation(info);
    }
    return edit;
  }

  static VirtualEthernetCardResourceAllocation allocation(Quota quota) {
    VirtualEthernetCardResourceAllocation info = new VirtualEthernetCardResourceAllocation();
    info.setLimit(quota.limit());
    info.setReservation(quota.reservation());
    info.setShare(quota.shares().info());
    return info;
  }
}
