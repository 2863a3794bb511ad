package dev.provision.vsphere.newer.storage;

import com.vmware.vim25.HostVmfsVolume;
import dev.provision.vsphere.soap.WireType;

/** A VMFS, with what came with 6.5. */
@WireType(name = "HostVmfsVolume", since = "6.5")
public class UnmappingVmfsVolume extends HostVmfsVolume {
  private static final long serialVersionUID = 1L;

  /** In KiB. */
  @WireType.Before("maxBlocks")
  public Integer blockSize;

  /** In KiB. */
  @WireType.Before("maxBlocks")
  public Integer unmapGranularity;

  /** {@code none} or {@code low}. */
  @WireType.Before("maxBlocks")
  public String unmapPriority;
}
