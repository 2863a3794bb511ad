package dev.provision.vsphere.newer;

import com.vmware.vim25.VsanClusterConfigInfo;
import dev.provision.vsphere.soap.WireType;

/** A vSAN configuration that may use the Express Storage Architecture. */
@WireType(name = "VsanClusterConfigInfo", since = "8.0.0.1")
public final class EsaVsanConfig extends VsanClusterConfigInfo {
  private static final long serialVersionUID = 1L;

  public Boolean vsanEsaEnabled;
}
