package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.ObjectCalls;
import java.util.Set;
import java.util.stream.Collectors;

/** How a datastore goes, and what keeps it; asked in the step that deletes it. */
final class DatastoreRemoval {
  private DatastoreRemoval() {}

  /**
   * @param ours what the environment has on it
   * @throws ModuleException with who uses it
   */
  static void refuseUsed(ManagedObjectReference ref, Set<Address> ours, VsphereWriter write)
      throws ModuleException {
    String volumes =
        ours.stream().map(volume -> "`" + volume + "`").sorted().collect(Collectors.joining(", "));
    if (!volumes.isEmpty()) {
      throw ModuleException.refused("these are on it: " + volumes);
    }
    Heartbeats.refuseOthers(ref, write.inventory());
    new HostMounts(write).refuseUsedByHosts(ref);
  }

  /**
   * {@code Destroy_Task} would be refused: a datastore goes with its last host.
   *
   * @param destroys whether its data may be destroyed
   */
  static ObjectCalls.Destroy of(Item datastore, boolean destroys) {
    String type = datastore.get("summary.type", String.class).orElse("");
    if (type.startsWith("NFS")) {
      return (ref, write) -> {
        Heartbeats.leave(ref, write);
        new HostMounts(write).unmountAll(ref);
      };
    }
    if (!type.equals("VMFS")) {
      return (ref, write) -> {
        throw ModuleException.refused("it is a datastore of the type " + type + ", so it stays");
      };
    }
    return (ref, write) -> {
      if (!destroys) {
        throw ModuleException.refused(
            "it is a VMFS, whose data would be destroyed with it; say `data: destroy` beside"
                + " `state: absent`");
      }
      new VolumeCalls(write, write.inventory()).destroy(ref);
    };
  }
}
