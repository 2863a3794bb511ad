package dev.provision.vsphere.newer.network;

import com.vmware.vim25.InheritablePolicy;
import dev.provision.vsphere.soap.WireType;

/** What ports do with MAC addresses; in the place of {@code DVSSecurityPolicy}. */
@WireType(name = "DVSMacManagementPolicy", since = "6.7")
public final class DVSMacManagementPolicy extends InheritablePolicy {
  private static final long serialVersionUID = 1L;

  public Boolean allowPromiscuous;
  public Boolean macChanges;
  public Boolean forgedTransmits;
  public DVSMacLearningPolicy macLearningPolicy;
}
