package dev.provision.acceptance;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import dev.provision.vsphere.pbm.PbmProfile;
import dev.provision.vsphere.pbm.PbmQueryProfileResult;
import dev.provision.vsphere.pbm.PbmServerObjectRef;
import dev.provision.vsphere.pbm.PbmServiceInstanceContent;
import dev.provision.vsphere.pbm.PbmStub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The storage policies of a VM, as somebody else's client finds them. */
final class SeenPolicies {
  private SeenPolicies() {}

  /** Ids of all policies by name. */
  static Map<String, String> ids(Vim vim) {
    PbmStub pbm = new PbmStub(vim.api().getWsc());
    return Vim.asked(
        () -> {
          PbmServiceInstanceContent content = pbm.retrieveServiceContent();
          Map<String, String> ids = new TreeMap<>();
          for (PbmProfile each :
              pbm.retrieveContent(
                  content.profileManager, pbm.queryProfile(content.profileManager, null))) {
            ids.put(each.name, each.profileId.uniqueId);
          }
          return ids;
        });
  }

  /**
   * Names of policies: of the VM under {@code vm}, of its disks under their keys; empty text where
   * there is none. What the server does not answer for is left out.
   */
  static Map<String, String> of(Vim vim, ManagedObjectReference vm) {
    PbmStub pbm = new PbmStub(vim.api().getWsc());
    Map<String, String> names = new HashMap<>();
    ids(vim).forEach((name, id) -> names.put(id, name));
    List<PbmServerObjectRef> asked = new ArrayList<>();
    asked.add(entity("virtualMachine", vm.getVal()));
    for (VirtualDevice device : vim.config(vm).getHardware().getDevice()) {
      if (device instanceof VirtualDisk disk) {
        asked.add(entity("virtualDiskId", vm.getVal() + ":" + disk.getKey()));
      }
    }
    PbmQueryProfileResult[] answers =
        Vim.asked(
            () ->
                pbm.queryAssociatedProfiles(
                    pbm.retrieveServiceContent().profileManager,
                    asked.toArray(PbmServerObjectRef[]::new)));
    Map<String, String> found = new TreeMap<>();
    for (PbmQueryProfileResult each : answers) {
      int colon = each.object.key.indexOf(':');
      found.put(
          colon < 0 ? "vm" : each.object.key.substring(colon + 1),
          each.profileId == null ? "" : names.get(each.profileId[0].uniqueId));
    }
    return found;
  }

  private static PbmServerObjectRef entity(String type, String key) {
    PbmServerObjectRef entity = new PbmServerObjectRef();
    entity.objectType = type;
    entity.key = key;
    return entity;
  }
}
