package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualVmxnet3;
import dev.provision.vsphere.soap.WireType;

/** A NIC that the guest can use for RDMA (PVRDMA). It needs hardware version 13. */
@WireType(name = "VirtualVmxnet3Vrdma", since = "6.5")
public final class VirtualVmxnet3Vrdma extends VirtualVmxnet3 {
  private static final long serialVersionUID = 1L;
}
