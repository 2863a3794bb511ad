package dev.provision.vsphere.newer.time;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** The Precision Time Protocol on a host. */
@WireType(name = "HostPtpConfig", since = "7.0.3")
public final class HostPtpConfig extends DynamicData {
  private static final long serialVersionUID = 1L;

  /** 0 to 255 (IEEE 1588). */
  public Integer domain;

  public HostPtpConfigPtpPort[] port;
}
