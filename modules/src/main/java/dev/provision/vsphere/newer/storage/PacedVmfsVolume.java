package dev.provision.vsphere.newer.storage;

import dev.provision.vsphere.soap.WireType;

/** The same with what came with 6.7. */
@WireType(name = "HostVmfsVolume", since = "6.7")
public final class PacedVmfsVolume extends UnmappingVmfsVolume {
  private static final long serialVersionUID = 1L;

  @WireType.Before("maxBlocks")
  public VmfsUnmapBandwidthSpec unmapBandwidthSpec;
}
