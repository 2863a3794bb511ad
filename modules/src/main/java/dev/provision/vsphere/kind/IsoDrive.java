package dev.provision.vsphere.kind;

import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualCdromRemotePassthroughBackingInfo;
import com.vmware.vim25.VirtualDeviceConnectInfo;

/** A CD-ROM drive with an ISO file of a datastore in it (vSphere API, VirtualCdrom). */
public final class IsoDrive {
  private IsoDrive() {}

  /**
   * @param key negative for a new drive
   * @param controller the key of its controller
   * @param file {@code [nas1] provision/images/installer.iso}
   * @param connected whether it is connected when the VM starts, and now
   */
  public static VirtualCdrom of(int key, int controller, int unit, String file, boolean connected) {
    VirtualCdromIsoBackingInfo backing = new VirtualCdromIsoBackingInfo();
    backing.setFileName(file);
    VirtualDeviceConnectInfo connect = new VirtualDeviceConnectInfo();
    connect.setStartConnected(connected);
    connect.setConnected(connected);
    connect.setAllowGuestControl(true);
    VirtualCdrom drive = new VirtualCdrom();
    drive.setKey(key);
    drive.setControllerKey(controller);
    drive.setUnitNumber(unit);
    drive.setBacking(backing);
    drive.setConnectable(connect);
    return drive;
  }

  /** A drive without a disc: a disconnected client drive. */
  public static VirtualCdrom empty(int key, int controller, int unit) {
    VirtualCdrom drive = of(key, controller, unit, "", false);
    VirtualCdromRemotePassthroughBackingInfo backing =
        new VirtualCdromRemotePassthroughBackingInfo();
    backing.setDeviceName("");
    backing.setExclusive(false);
    drive.setBacking(backing);
    return drive;
  }
}
