package dev.provision.vsphere.newer.network;

import com.vmware.vim25.VMwareDvsLacpGroupConfig;
import dev.provision.vsphere.soap.WireType;

/** A link aggregation group that may say how often it expects the other side. */
@WireType(name = "VMwareDvsLacpGroupConfig", since = "7.0.2")
public final class TimedLacpGroup extends VMwareDvsLacpGroupConfig {
  private static final long serialVersionUID = 1L;

  /** {@code fast} or {@code slow}. */
  public String timeoutMode;
}
