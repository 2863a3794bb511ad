package dev.provision.simulator.storage;

import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.pbm.PbmComplianceResult;
import dev.provision.vsphere.pbm.PbmProfileId;
import dev.provision.vsphere.pbm.PbmServerObjectRef;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code PbmComplianceManager}: whether VMs and disks are where their policies want them. */
public final class PbmComplianceManager implements ManagedType {
  static final String TYPE = "PbmComplianceManager";
  static final String ID = "complianceManager";

  private final World world;
  private final StoragePolicies policies;
  private final DatastoreContents files;

  public PbmComplianceManager(World world, StoragePolicies policies, DatastoreContents files) {
    this.world = world;
    this.policies = policies;
    this.files = files;
  }

  @Override
  public void register(Registry registry) {
    registry
        .apart(TYPE, ID)
        .on(TYPE, "PbmCheckCompliance", "StorageProfile.View", this::results)
        .on(TYPE, "PbmFetchComplianceResult", "StorageProfile.View", this::results);
  }

  /** What was found last and what is found now are the same here. */
  private Object results(Invocation in) throws VimFault {
    Optional<String> asked = in.maybe("profile", PbmProfileId.class).map(id -> id.uniqueId);
    List<PbmComplianceResult> results = new ArrayList<>();
    for (PbmServerObjectRef each : in.need("entities", PbmServerObjectRef[].class)) {
      PolicyEntity entity = PolicyEntity.of(in, each);
      Optional<String> id = asked.or(entity::policy);
      PbmComplianceResult result = new PbmComplianceResult();
      result.checkTime = world.calendar();
      result.entity = each;
      result.complianceStatus = id.isEmpty() ? "notApplicable" : status(entity, id.get());
      if (id.isPresent()) {
        result.profile = new PbmProfileId();
        result.profile.uniqueId = id.get();
      }
      results.add(result);
    }
    return results.toArray(new PbmComplianceResult[0]);
  }

  private String status(PolicyEntity entity, String id) throws VimFault {
    StoragePolicy policy = policies.find(id);
    Managed datastore = files.place(entity.file()).datastore();
    return policy.refusal().apply(datastore).isEmpty() ? "compliant" : "nonCompliant";
  }
}
