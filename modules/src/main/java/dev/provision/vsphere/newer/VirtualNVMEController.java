package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualController;
import dev.provision.vsphere.soap.WireType;

/** An NVMe controller. It needs hardware version 13. */
@WireType(name = "VirtualNVMEController", since = "6.5")
public final class VirtualNVMEController extends VirtualController {
  private static final long serialVersionUID = 1L;
}
