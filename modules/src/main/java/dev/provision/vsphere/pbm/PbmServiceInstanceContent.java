package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.soap.WireType;

/** The service's managers. */
@WireType(name = "PbmServiceInstanceContent", since = "6.0")
public final class PbmServiceInstanceContent extends DynamicData {
  private static final long serialVersionUID = 1L;

  public PbmAboutInfo aboutInfo;
  public ManagedObjectReference sessionManager;
  public ManagedObjectReference capabilityMetadataManager;
  public ManagedObjectReference profileManager;
  public ManagedObjectReference complianceManager;
  public ManagedObjectReference placementSolver;
}
