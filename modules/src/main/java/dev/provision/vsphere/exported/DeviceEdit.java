package dev.provision.vsphere.exported;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;

/** What a spec does to one device of a VM ({@code VirtualDeviceConfigSpec}). */
public final class DeviceEdit {
  private DeviceEdit() {}

  /**
   * @param device whose key is negative: the caller's own name for it in one spec
   */
  public static VirtualDeviceConfigSpec add(VirtualDevice device) {
    return of(VirtualDeviceConfigSpecOperation.add, device);
  }

  public static VirtualDeviceConfigSpec change(VirtualDevice device) {
    return of(VirtualDeviceConfigSpecOperation.edit, device);
  }

  /** Of a disk it keeps the file. */
  public static VirtualDeviceConfigSpec remove(VirtualDevice device) {
    return of(VirtualDeviceConfigSpecOperation.remove, device);
  }

  private static VirtualDeviceConfigSpec of(
      VirtualDeviceConfigSpecOperation operation, VirtualDevice device) {
    VirtualDeviceConfigSpec edit = new VirtualDeviceConfigSpec();
    edit.setOperation(operation);
    edit.setDevice(device);
    return edit;
  }
}
