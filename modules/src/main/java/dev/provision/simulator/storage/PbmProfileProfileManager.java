package dev.provision.simulator.storage;

import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NotSupported;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.pbm.PbmAboutInfo;
import dev.provision.vsphere.pbm.PbmPlacementCapabilityProfileRequirement;
import dev.provision.vsphere.pbm.PbmPlacementCompatibilityResult;
import dev.provision.vsphere.pbm.PbmPlacementHub;
import dev.provision.vsphere.pbm.PbmPlacementRequirement;
import dev.provision.vsphere.pbm.PbmProfile;
import dev.provision.vsphere.pbm.PbmProfileId;
import dev.provision.vsphere.pbm.PbmQueryProfileResult;
import dev.provision.vsphere.pbm.PbmServerObjectRef;
import dev.provision.vsphere.pbm.PbmServiceInstanceContent;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The storage policy service: its objects, which stand in no inventory, and their methods. */
public final class PbmProfileProfileManager implements ManagedType {
  private static final String INSTANCE = "PbmServiceInstance";
  private static final String MANAGER = "PbmProfileProfileManager";
  private static final String SOLVER = "PbmPlacementSolver";
  private static final String VIEW = "StorageProfile.View";

  private final World world;
  private final StoragePolicies policies;

  public PbmProfileProfileManager(World world, StoragePolicies policies) {
    this.world = world;
    this.policies = policies;
  }

  @Override
  public void register(Registry registry) {
    registry
        .apart(INSTANCE, "ServiceInstance")
        .apart(MANAGER, "ProfileManager")
        .apart(SOLVER, "placementSolver")
        .on(INSTANCE, "PbmRetrieveServiceContent", "", in -> content())
        .on(MANAGER, "PbmQueryProfile", VIEW, this::queryProfile)
        .on(MANAGER, "PbmRetrieveContent", VIEW, this::retrieveContent)
        .on(MANAGER, "PbmQueryAssociatedProfiles", VIEW, this::queryAssociated)
        .on(MANAGER, "PbmQueryAssociatedEntity", VIEW, this::queryEntities)
        .on(SOLVER, "PbmCheckRequirements", VIEW, this::checkRequirements)
        .on(SOLVER, "PbmQueryMatchingHub", VIEW, this::queryMatchingHub);
  }

  /** A copy has the service only if its original's was captured. */
  private PbmServiceInstanceContent content() throws VimFault {
    if (policies.all().isEmpty()) {
      throw Refuse.with(
          new NotSupported(),
          "this copy holds no storage policies; capture it again for a playbook that names one");
    }
    PbmServiceInstanceContent content = new PbmServiceInstanceContent();
    content.aboutInfo = new PbmAboutInfo();
    content.aboutInfo.name = "PBM";
    content.aboutInfo.version = "2.0";
    content.aboutInfo.instanceUuid = "";
    content.sessionManager = Values.ref("PbmSessionManager", "SessionManager");
    content.capabilityMetadataManager =
        Values.ref("PbmCapabilityMetadataManager", "CapabilityMetadataManager");
    content.complianceManager = Values.ref(PbmComplianceManager.TYPE, PbmComplianceManager.ID);
    content.profileManager = Values.ref(MANAGER, "ProfileManager");
    content.placementSolver = Values.ref(SOLVER, "placementSolver");
    return content;
  }

  /** All of them are of the category of requirements. */
  private Object queryProfile(Invocation in) throws VimFault {
    String category = in.maybe("profileCategory", String.class).orElse("REQUIREMENT");
    return policies.all().stream()
        .filter(each -> category.equals("REQUIREMENT"))
        .map(each -> id(each.id()))
        .toArray(PbmProfileId[]::new);
  }

  private static PbmProfileId id(String text) {
    PbmProfileId id = new PbmProfileId();
    id.uniqueId = text;
    return id;
  }

  private Object retrieveContent(Invocation in) throws VimFault {
    List<PbmProfile> profiles = new ArrayList<>();
    for (PbmProfileId each : in.need("profileIds", PbmProfileId[].class)) {
      PbmProfile profile = new PbmProfile();
      profile.profileId = each;
      profile.name = policies.find(each.uniqueId).name();
      profile.creationTime = world.calendar();
      profile.createdBy = "";
      profile.lastUpdatedTime = profile.creationTime;
      profile.lastUpdatedBy = "";
      profiles.add(profile);
    }
    return profiles.toArray(new PbmProfile[0]);
  }

  private List<Managed> datastores(Invocation in) throws VimFault {
    PbmPlacementHub[] hubs = in.get("hubsToSearch", PbmPlacementHub[].class);
    if (hubs == null) {
      return List.copyOf(world.all("Datastore"));
    }
    List<Managed> asked = new ArrayList<>();
    for (PbmPlacementHub each : hubs) {
      asked.add(in.find(Values.ref(each.hubType, each.hubId)));
    }
    return asked;
  }

  private static PbmPlacementHub hub(Managed datastore) {
    PbmPlacementHub hub = new PbmPlacementHub();
    hub.hubType = datastore.type();
    hub.hubId = datastore.id();
    return hub;
  }

  private Object checkRequirements(Invocation in) throws VimFault {
    List<StoragePolicy> asked = new ArrayList<>();
    for (PbmPlacementRequirement each :
        in.need("placementSubjectRequirement", PbmPlacementRequirement[].class)) {
      if (each instanceof PbmPlacementCapabilityProfileRequirement policy) {
        asked.add(policies.find(policy.profileId.uniqueId));
      }
    }
    List<PbmPlacementCompatibilityResult> results = new ArrayList<>();
    for (Managed datastore : datastores(in)) {
      PbmPlacementCompatibilityResult result = new PbmPlacementCompatibilityResult();
      result.hub = hub(datastore);
      LocalizedMethodFault[] errors =
          asked.stream()
              .flatMap(policy -> policy.refusal().apply(datastore).stream())
              .map(PbmProfileProfileManager::error)
              .toArray(LocalizedMethodFault[]::new);
      result.error = errors.length == 0 ? null : errors;
      results.add(result);
    }
    return results.toArray(new PbmPlacementCompatibilityResult[0]);
  }

  private static LocalizedMethodFault error(String text) {
    return Refuse.localized(Refuse.with(new MethodFault(), text));
  }

  private Object queryMatchingHub(Invocation in) throws VimFault {
    StoragePolicy policy = policies.find(in.need("profile", PbmProfileId.class).uniqueId);
    return datastores(in).stream()
        .filter(each -> policy.refusal().apply(each).isEmpty())
        .map(PbmProfileProfileManager::hub)
        .toArray(PbmPlacementHub[]::new);
  }

  private Object queryAssociated(Invocation in) throws VimFault {
    List<PbmQueryProfileResult> results = new ArrayList<>();
    for (PbmServerObjectRef each : in.need("entities", PbmServerObjectRef[].class)) {
      PbmQueryProfileResult result = new PbmQueryProfileResult();
      result.object = each;
      result.profileId =
          PolicyEntity.of(in, each)
              .policy()
              .map(policy -> new PbmProfileId[] {id(policy)})
              .orElse(null);
      results.add(result);
    }
    return results.toArray(new PbmQueryProfileResult[0]);
  }

  /** VMs and disks that have a policy; of one sort alone where the call says so. */
  private Object queryEntities(Invocation in) throws VimFault {
    String policy = policies.find(in.need("profile", PbmProfileId.class).uniqueId).id();
    Optional<String> sort = in.maybe("entityType", String.class);
    List<PbmServerObjectRef> found = new ArrayList<>();
    for (Managed vm : world.all("VirtualMachine")) {
      for (PolicyEntity each : PolicyEntity.all(vm)) {
        PbmServerObjectRef ref = each.ref();
        boolean isMeant = sort.isEmpty() || sort.get().equals(ref.objectType);
        if (isMeant && each.policy().filter(policy::equals).isPresent()) {
          found.add(ref);
        }
      }
    }
    return found.toArray(new PbmServerObjectRef[0]);
  }
}
