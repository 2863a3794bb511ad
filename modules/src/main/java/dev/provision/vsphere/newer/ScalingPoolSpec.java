package dev.provision.vsphere.newer;

import com.vmware.vim25.ResourceConfigSpec;
import dev.provision.vsphere.soap.WireType;

/** A configuration of a resource pool that may scale the shares of the pools below it. */
@WireType(name = "ResourceConfigSpec", since = "7.0")
public final class ScalingPoolSpec extends ResourceConfigSpec {
  private static final long serialVersionUID = 1L;

  public static final String OFF = "disabled";
  public static final String ON = "scaleCpuAndMemoryShares";

  /** {@link #OFF} or {@link #ON} ({@code ResourceConfigSpecScaleSharesBehavior}). */
  public String scaleDescendantsShares;
}
