package dev.provision.vsphere.exported;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;

/**
 * Builds the parts of a spec that add, change or remove one device of a VM ({@code
 * VirtualDeviceConfigSpec}).
 */
public final class DeviceEdit {
  private DeviceEdit() {}

  /**
   * @param device with a negative key, which the caller chose and other parts of the same spec may
   *     refer to
   */
  public static VirtualDeviceConfigSpec add(VirtualDevice device) {
    return of(VirtualDeviceConfigSpecOperation.add, device);
  }

  public static VirtualDeviceConfigSpec change(VirtualDevice device) {
    return of(VirtualDeviceConfigSpecOperation.edit, device);
  }

  /** A disk's file is kept. */
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
