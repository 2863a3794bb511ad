package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.LocalizedMethodFault;
import dev.provision.vsphere.soap.WireType;

/** The answer about one datastore: with errors it is not compatible. */
@WireType(name = "PbmPlacementCompatibilityResult", since = "6.0")
public final class PbmPlacementCompatibilityResult extends DynamicData {
  private static final long serialVersionUID = 1L;

  public PbmPlacementHub hub;
  public LocalizedMethodFault[] error;
}
