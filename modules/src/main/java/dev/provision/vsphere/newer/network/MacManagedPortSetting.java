package dev.provision.vsphere.newer.network;

import com.vmware.vim25.VMwareDVSPortSetting;
import dev.provision.vsphere.soap.WireType;

/** Settings of distributed ports that may learn MAC addresses. */
@WireType(name = "VMwareDVSPortSetting", since = "6.7")
public final class MacManagedPortSetting extends VMwareDVSPortSetting {
  private static final long serialVersionUID = 1L;

  public DVSMacManagementPolicy macManagementPolicy;
}
