package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** What a datastore must satisfy; abstract in the schema. */
@WireType(name = "PbmPlacementRequirement", since = "6.5")
public class PbmPlacementRequirement extends DynamicData {
  private static final long serialVersionUID = 1L;
}
