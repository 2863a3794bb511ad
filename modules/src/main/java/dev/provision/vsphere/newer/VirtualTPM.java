package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualDevice;
import dev.provision.vsphere.soap.WireType;

/** A virtual TPM 2.0. Its certificates are not read: nobody here needs them. */
@WireType(name = "VirtualTPM", since = "6.7")
public final class VirtualTPM extends VirtualDevice {
  private static final long serialVersionUID = 1L;
}
