package dev.provision.vsphere.newer.storage;

import dev.provision.vsphere.soap.WireType;

/** The same with what came with 6.7. */
@WireType(name = "HostVmfsSpec", since = "6.7")
public final class PacedVmfsSpec extends UnmappingVmfsSpec {
  private static final long serialVersionUID = 1L;

  public VmfsUnmapBandwidthSpec unmapBandwidthSpec;
}
