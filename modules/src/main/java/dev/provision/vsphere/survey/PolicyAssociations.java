package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.inventory.StoragePolicies.Assigned;
import dev.provision.vsphere.pbm.PbmProfileId;
import dev.provision.vsphere.pbm.PbmQueryProfileResult;
import dev.provision.vsphere.pbm.PbmServerObjectRef;
import dev.provision.vsphere.pbm.PbmServiceInstanceContent;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads which policies VMs and their disks have, a few hundred of them with one call. */
final class PolicyAssociations {
  /** VMs and disks that one call asks about. */
  private static final int PAGE = 500;

  private final PbmStub pbm;

  PolicyAssociations(PbmStub pbm) {
    this.pbm = pbm;
  }

  /**
   * @param ids of all policies by name
   * @param vms that were read in full
   */
  Map<ManagedObjectReference, Assigned> of(
      PbmServiceInstanceContent content,
      Map<String, String> ids,
      Collection<ManagedObjectReference> vms,
      Snapshot snapshot)
      throws RemoteException {
    Map<String, String> names = new HashMap<>();
    ids.forEach((name, id) -> names.put(id, name));
    List<PbmServerObjectRef> asked = new ArrayList<>();
    for (ManagedObjectReference vm : vms) {
      asked.add(entity("virtualMachine", vm.getVal()));
      for (Disk disk : disks(vm, snapshot)) {
        asked.add(entity("virtualDiskId", vm.getVal() + ":" + disk.key()));
      }
    }
    Map<String, String> answers = new HashMap<>();
    for (int from = 0; from < asked.size(); from += PAGE) {
      List<PbmServerObjectRef> page = asked.subList(from, Math.min(asked.size(), from + PAGE));
      for (PbmQueryProfileResult each :
          pbm.queryAssociatedProfiles(
              content.profileManager, page.toArray(PbmServerObjectRef[]::new))) {
        answers.put(
            each.object.key,
            each.fault == null
                ? names(each.profileId, names)
                // the service may not know a new VM yet, and that must not fail the whole read
                : "unknown (" + Faults.reason(VimFault.of(each.fault)) + ")");
      }
    }
    Map<ManagedObjectReference, Assigned> assigned = new HashMap<>();
    for (ManagedObjectReference vm : vms) {
      Map<Integer, String> ofDisks = new HashMap<>();
      for (Disk disk : disks(vm, snapshot)) {
        String has = answers.getOrDefault(vm.getVal() + ":" + disk.key(), "");
        if (!has.isEmpty()) {
          ofDisks.put(disk.key(), has);
        }
      }
      assigned.put(vm, new Assigned(answers.getOrDefault(vm.getVal(), ""), ofDisks));
    }
    return assigned;
  }

  /** A policy that is not among those for VMs is shown by its ID. */
  private static String names(PbmProfileId[] ids, Map<String, String> names) {
    return ids == null
        ? ""
        : String.join(
            ", ",
            Arrays.stream(ids)
                .map(id -> names.getOrDefault(id.uniqueId, id.uniqueId))
                .sorted()
                .toList());
  }

  private static PbmServerObjectRef entity(String type, String key) {
    PbmServerObjectRef entity = new PbmServerObjectRef();
    entity.objectType = type;
    entity.key = key;
    return entity;
  }

  private static List<Disk> disks(ManagedObjectReference vm, Snapshot snapshot) {
    return snapshot.get(vm).map(Disk::of).orElse(List.of());
  }
}
