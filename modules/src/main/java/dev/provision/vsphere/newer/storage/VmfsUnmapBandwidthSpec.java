package dev.provision.vsphere.newer.storage;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** How fast a VMFS gives free space back, in MB/s. */
@WireType(name = "VmfsUnmapBandwidthSpec", since = "6.7")
public final class VmfsUnmapBandwidthSpec extends DynamicData {
  private static final long serialVersionUID = 1L;

  /** {@code fixed} or {@code dynamic}. */
  public String policy;

  public long fixedValue;
  public long dynamicMin;
  public long dynamicMax;
}
