package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** What a policy is for; {@code STORAGE} is the only value. */
@WireType(name = "PbmProfileResourceType", since = "6.0")
public final class PbmProfileResourceType extends DynamicData {
  private static final long serialVersionUID = 1L;

  public String resourceType;
}
