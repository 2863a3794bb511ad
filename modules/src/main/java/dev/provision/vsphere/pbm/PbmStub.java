package dev.provision.vsphere.pbm;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import java.rmi.RemoteException;
import java.util.List;

/** The methods of the storage policy service, typed. Safe for many threads if the client is. */
public final class PbmStub {
  /** All data objects that answers hold. */
  public static final List<Class<?>> TYPES =
      List.of(
          PbmAboutInfo.class,
          PbmServiceInstanceContent.class,
          PbmProfileResourceType.class,
          PbmProfileId.class,
          PbmProfile.class,
          PbmPlacementHub.class,
          PbmPlacementRequirement.class,
          PbmPlacementCapabilityProfileRequirement.class,
          PbmPlacementCompatibilityResult.class,
          PbmComplianceResult.class,
          PbmServerObjectRef.class,
          PbmQueryProfileResult.class);

  private final Client client;

  public PbmStub(Client client) {
    this.client = client;
  }

  public PbmServiceInstanceContent retrieveServiceContent() throws RemoteException {
    ManagedObjectReference instance = new ManagedObjectReference();
    instance.setType("PbmServiceInstance");
    instance.setVal("ServiceInstance");
    return (PbmServiceInstanceContent)
        call(instance, "PbmRetrieveServiceContent", "PbmServiceInstanceContent");
  }

  /**
   * The ids of the policies.
   *
   * @param category {@code PbmProfileCategoryEnum}: {@code REQUIREMENT} are those that VMs may have
   */
  public PbmProfileId[] queryProfile(ManagedObjectReference manager, String category)
      throws RemoteException {
    PbmProfileResourceType storage = new PbmProfileResourceType();
    storage.resourceType = "STORAGE";
    return (PbmProfileId[])
        call(
            manager,
            "PbmQueryProfile",
            "PbmProfileId[]",
            new Argument("resourceType", "PbmProfileResourceType", storage),
            new Argument("profileCategory", "String", category));
  }

  /**
   * @param ids one at least
   */
  public PbmProfile[] retrieveContent(ManagedObjectReference manager, PbmProfileId[] ids)
      throws RemoteException {
    return (PbmProfile[])
        call(
            manager,
            "PbmRetrieveContent",
            "PbmProfile[]",
            new Argument("profileIds", "PbmProfileId[]", ids));
  }

  /** Says of each datastore why it is not compatible. Since vSphere 6.5. */
  public PbmPlacementCompatibilityResult[] checkRequirements(
      ManagedObjectReference solver,
      PbmPlacementHub[] hubs,
      PbmPlacementCapabilityProfileRequirement policy)
      throws RemoteException {
    return (PbmPlacementCompatibilityResult[])
        call(
            solver,
            "PbmCheckRequirements",
            "PbmPlacementCompatibilityResult[]",
            new Argument("hubsToSearch", "PbmPlacementHub[]", hubs),
            new Argument("placementSubjectRef", "PbmServerObjectRef", null),
            new Argument(
                "placementSubjectRequirement",
                "PbmPlacementRequirement[]",
                new PbmPlacementRequirement[] {policy}));
  }

  /** The datastores that are compatible, without reasons. Since vSphere 5.5. */
  public PbmPlacementHub[] queryMatchingHub(
      ManagedObjectReference solver, PbmPlacementHub[] hubs, PbmProfileId policy)
      throws RemoteException {
    return (PbmPlacementHub[])
        call(
            solver,
            "PbmQueryMatchingHub",
            "PbmPlacementHub[]",
            new Argument("hubsToSearch", "PbmPlacementHub[]", hubs),
            new Argument("profile", "PbmProfileId", policy));
  }

  /** What each of these is associated with; one that is with nothing may be left out. */
  public PbmQueryProfileResult[] queryAssociatedProfiles(
      ManagedObjectReference manager, PbmServerObjectRef[] entities) throws RemoteException {
    return (PbmQueryProfileResult[])
        call(
            manager,
            "PbmQueryAssociatedProfiles",
            "PbmQueryProfileResult[]",
            new Argument("entities", "PbmServerObjectRef[]", entities));
  }

  private Object call(
      ManagedObjectReference self, String method, String returns, Argument... arguments)
      throws RemoteException {
    Argument[] all = new Argument[arguments.length + 1];
    all[0] = new Argument("_this", "ManagedObjectReference", self);
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return client.invoke(method, all, returns);
  }
}
