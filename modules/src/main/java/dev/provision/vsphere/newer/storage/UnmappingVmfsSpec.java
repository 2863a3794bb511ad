package dev.provision.vsphere.newer.storage;

import com.vmware.vim25.HostVmfsSpec;
import dev.provision.vsphere.soap.WireType;

/** What a new VMFS is to be, with what came with 6.5. */
@WireType(name = "HostVmfsSpec", since = "6.5")
public class UnmappingVmfsSpec extends HostVmfsSpec {
  private static final long serialVersionUID = 1L;

  /** In KiB. */
  public Integer blockSize;

  /** In KiB. */
  public Integer unmapGranularity;

  /** {@code none} or {@code low}. */
  public String unmapPriority;
}
