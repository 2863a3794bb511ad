package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** The id of a policy, which {@code VirtualMachineDefinedProfileSpec.profileId} takes too. */
@WireType(name = "PbmProfileId", since = "6.0")
public final class PbmProfileId extends DynamicData {
  private static final long serialVersionUID = 1L;

  public String uniqueId;
}
