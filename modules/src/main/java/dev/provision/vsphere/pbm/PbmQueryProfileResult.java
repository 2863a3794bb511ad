package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.LocalizedMethodFault;
import dev.provision.vsphere.soap.WireType;

/** The policies that one object is associated with. */
@WireType(name = "PbmQueryProfileResult", since = "6.0")
public final class PbmQueryProfileResult extends DynamicData {
  private static final long serialVersionUID = 1L;

  public PbmServerObjectRef object;
  public PbmProfileId[] profileId;
  public LocalizedMethodFault fault;
}
