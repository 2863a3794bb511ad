package dev.provision.vsphere.newer.time;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.HostIpConfig;
import dev.provision.vsphere.soap.WireType;

/** Over which device PTP messages come and go. */
@WireType(name = "HostPtpConfigPtpPort", since = "7.0.3")
public final class HostPtpConfigPtpPort extends DynamicData {
  private static final long serialVersionUID = 1L;

  public int index;

  /** {@code none}, {@code virtualNic} or {@code pciPassthruNic}. */
  public String deviceType;

  /** {@code vmk1}, or a PCI device as in {@code 0000:05:00.0}. */
  public String device;

  /** Of a passthrough device. */
  public HostIpConfig ipConfig;
}
