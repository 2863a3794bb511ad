package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** The service's name and version. */
@WireType(name = "PbmAboutInfo", since = "6.0")
public final class PbmAboutInfo extends DynamicData {
  private static final long serialVersionUID = 1L;

  public String name;
  public String version;
  public String instanceUuid;
}
