package dev.provision.vsphere.newer;

import com.vmware.vim25.ClusterRuleInfo;
import dev.provision.vsphere.soap.WireType;

/** VMs of one group start only after those of another (vSphere HA). */
@WireType(name = "ClusterDependencyRuleInfo", since = "6.5")
public final class ClusterDependencyRuleInfo extends ClusterRuleInfo {
  private static final long serialVersionUID = 1L;

  public String vmGroup;

  /** The group that starts before. */
  public String dependsOnVmGroup;
}
