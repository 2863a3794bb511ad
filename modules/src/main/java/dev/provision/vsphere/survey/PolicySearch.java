package dev.provision.vsphere.survey;

import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotSupported;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.inventory.StoragePolicies;
import dev.provision.vsphere.inventory.StoragePolicies.Fit;
import dev.provision.vsphere.kind.NamesPolicies;
import dev.provision.vsphere.pbm.PbmPlacementCapabilityProfileRequirement;
import dev.provision.vsphere.pbm.PbmPlacementCompatibilityResult;
import dev.provision.vsphere.pbm.PbmPlacementHub;
import dev.provision.vsphere.pbm.PbmProfile;
import dev.provision.vsphere.pbm.PbmProfileId;
import dev.provision.vsphere.pbm.PbmServiceInstanceContent;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks vCenter's storage policy service: three calls for its policies, one for the datastores of
 * each policy that is named, and what VMs have ({@link PolicyAssociations}). For one session, whose
 * surveys come one after the other.
 */
public final class PolicySearch {
  private static final String NO_SERVICE = "this server has no storage policy service";

  private final PbmStub pbm;
  private final ApiVersion spoken;
  private final PolicyAssociations associations;

  /** The service's own objects, known once it has answered; they never change. */
  private PbmServiceInstanceContent content;

  public PolicySearch(PbmStub pbm, ApiVersion spoken) {
    this.pbm = pbm;
    this.spoken = spoken;
    this.associations = new PolicyAssociations(pbm);
  }

  /** The policies that the declarations name. */
  public static Set<String> named(Survey survey) {
    Set<String> names = new TreeSet<>();
    survey
        .declarations()
        .forEach(
            declaration -> {
              if (declaration.spec() instanceof NamesPolicies some) {
                names.addAll(some.storagePolicies());
              }
            });
    return names;
  }

  /** The snapshot with the policies; asks nothing when no policy is named. */
  public Snapshot all(Set<String> names, Snapshot snapshot) throws ModuleException {
    return names.isEmpty() ? snapshot : with(snapshot, read(names, snapshot));
  }

  /** The snapshot with the policies of the VMs among these read again. */
  Snapshot again(Snapshot snapshot, Set<ManagedObjectReference> refs) throws ModuleException {
    StoragePolicies before = snapshot.policies();
    Set<ManagedObjectReference> vms = new HashSet<>(refs);
    vms.retainAll(snapshot.contents().full());
    if (before.unread().isPresent() || vms.isEmpty()) {
      return snapshot;
    }
    return with(
        snapshot,
        before.with(
            Faults.translated(() -> associations.of(content, before.ids(), vms, snapshot))));
  }

  private static Snapshot with(Snapshot snapshot, StoragePolicies policies) {
    return new Snapshot(snapshot.contents().with(policies));
  }

  private StoragePolicies read(Set<String> names, Snapshot snapshot) throws ModuleException {
    if (DirectHost.is(snapshot)) {
      return StoragePolicies.unread("a single ESXi host has none, they need a vCenter");
    }
    try {
      content = pbm.retrieveServiceContent();
      Map<String, String> ids = ids();
      Map<String, Fit> fits = new LinkedHashMap<>();
      for (String name : names) {
        if (ids.containsKey(name)) {
          fits.put(name, fit(ids.get(name), snapshot));
        }
      }
      return new StoragePolicies(
          Optional.empty(),
          ids,
          fits,
          fits.isEmpty()
              ? Map.of()
              : associations.of(content, ids, snapshot.contents().full(), snapshot));
    } catch (VimFault e) {
      if (e.isUnsupported()) {
        return StoragePolicies.unread(e.is(NotSupported.class) ? e.getMessage() : NO_SERVICE);
      }
      if (e.isDenied()) {
        return StoragePolicies.unread(Faults.translate(e).getMessage());
      }
      throw Faults.translate(e);
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  private Map<String, String> ids() throws RemoteException {
    PbmProfileId[] all = pbm.queryProfile(content.profileManager, "REQUIREMENT");
    Map<String, String> ids = new TreeMap<>();
    if (all.length > 0) {
      for (PbmProfile each : pbm.retrieveContent(content.profileManager, all)) {
        ids.put(each.name, each.profileId.uniqueId);
      }
    }
    return ids;
  }

  private Fit fit(String id, Snapshot snapshot) throws RemoteException {
    if (spoken.isAtLeast("6.5")) {
      try {
        return checked(id, snapshot);
      } catch (VimFault e) {
        if (!e.isUnsupported()) {
          throw e;
        }
      }
    }
    try {
      return matched(id, snapshot);
    } catch (VimFault e) {
      if (!e.isUnsupported()) {
        throw e;
      }
      return new Fit(
          Map.of(),
          Optional.of(
              "its storage policy service has neither PbmCheckRequirements nor"
                  + " PbmQueryMatchingHub"));
    }
  }

  /**
   * Reports reasons; {@code PbmCheckRequirements} exists since 6.5 (pyvmomi's type information).
   */
  private Fit checked(String id, Snapshot snapshot) throws RemoteException {
    PbmPlacementCapabilityProfileRequirement policy =
        new PbmPlacementCapabilityProfileRequirement();
    policy.profileId = id(id);
    Map<ManagedObjectReference, String> refused = unnamed(snapshot);
    for (PbmPlacementCompatibilityResult each :
        // no list of datastores: the call would be refused when one was deleted meanwhile
        pbm.checkRequirements(content.placementSolver, null, policy)) {
      ManagedObjectReference ref = ref(each.hub);
      refused.remove(ref);
      if (each.error != null && each.error.length > 0) {
        refused.put(ref, reason(each.error));
      }
    }
    return new Fit(refused, Optional.empty());
  }

  private static String reason(LocalizedMethodFault[] errors) {
    Set<String> reasons = new TreeSet<>();
    for (LocalizedMethodFault each : errors) {
      reasons.add(Faults.reason(VimFault.of(each)));
    }
    return String.join("; ", reasons);
  }

  private Fit matched(String id, Snapshot snapshot) throws RemoteException {
    Map<ManagedObjectReference, String> refused = unnamed(snapshot);
    for (PbmPlacementHub each : pbm.queryMatchingHub(content.placementSolver, null, id(id))) {
      refused.remove(ref(each));
    }
    return new Fit(refused, Optional.empty());
  }

  private static Map<ManagedObjectReference, String> unnamed(Snapshot snapshot) {
    Map<ManagedObjectReference, String> all = new HashMap<>();
    snapshot
        .all("Datastore")
        .forEach(each -> all.put(each.ref(), "it is not among those that vCenter names for it"));
    return all;
  }

  private static PbmProfileId id(String text) {
    PbmProfileId id = new PbmProfileId();
    id.uniqueId = text;
    return id;
  }

  private static ManagedObjectReference ref(PbmPlacementHub hub) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(hub.hubType);
    ref.setVal(hub.hubId);
    return ref;
  }
}
