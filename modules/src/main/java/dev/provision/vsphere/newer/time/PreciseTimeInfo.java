package dev.provision.vsphere.newer.time;

import com.vmware.vim25.HostDateTimeInfo;
import dev.provision.vsphere.soap.WireType;

/** How a host gets its time, also by PTP. */
@WireType(name = "HostDateTimeInfo", since = "7.0.3")
public final class PreciseTimeInfo extends HostDateTimeInfo {
  private static final long serialVersionUID = 1L;

  /** {@code ntp} or {@code ptp}; this field came with 7.0. */
  @WireType.Before("ntpConfig")
  public String systemClockProtocol;

  public HostPtpConfig ptpConfig;
  public Boolean enabled;
  public Boolean disableEvents;
  public Boolean disableFallback;
}
