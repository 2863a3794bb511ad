package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** A datastore or datastore cluster, by the type and id of its reference. */
@WireType(name = "PbmPlacementHub", since = "6.0")
public final class PbmPlacementHub extends DynamicData {
  private static final long serialVersionUID = 1L;

  public String hubType;
  public String hubId;
}
