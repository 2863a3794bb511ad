package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** Proactive HA: what happens to hosts whose hardware degrades. */
@WireType(name = "ClusterInfraUpdateHaConfigInfo", since = "6.5")
public final class ClusterInfraUpdateHaConfigInfo extends DynamicData {
  private static final long serialVersionUID = 1L;

  public Boolean enabled;

  /** Manual or Automated. */
  public String behavior;

  /** QuarantineMode or MaintenanceMode. */
  public String moderateRemediation;

  /** QuarantineMode or MaintenanceMode. */
  public String severeRemediation;

  /** Ids; in a spec a single empty text clears the list. */
  public String[] providers;
}
