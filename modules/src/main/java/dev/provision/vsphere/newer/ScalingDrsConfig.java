package dev.provision.vsphere.newer;

import com.vmware.vim25.ClusterDrsConfigInfo;
import dev.provision.vsphere.soap.WireType;

/** A DRS configuration that may scale the shares of all pools of the cluster. */
@WireType(name = "ClusterDrsConfigInfo", since = "7.0")
public final class ScalingDrsConfig extends ClusterDrsConfigInfo {
  private static final long serialVersionUID = 1L;

  /** {@link ScalingPoolSpec#OFF} or {@link ScalingPoolSpec#ON}. */
  @WireType.Before("option")
  public String scaleDescendantsShares;
}
