package dev.provision.vsphere.newer.time;

import com.vmware.vim25.HostDateTimeConfig;
import dev.provision.vsphere.soap.WireType;

/** How a host is to get its time, also by PTP. */
@WireType(name = "HostDateTimeConfig", since = "7.0.3")
public final class PreciseTimeConfig extends HostDateTimeConfig {
  private static final long serialVersionUID = 1L;

  public HostPtpConfig ptpConfig;

  /** {@code ntp} or {@code ptp}. */
  public String protocol;

  public Boolean enabled;
  public Boolean disableEvents;
  public Boolean disableFallback;
}
