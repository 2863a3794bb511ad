package dev.provision.modules.hosts;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The calls that take a host out of a vCenter: its machines leave it, then it goes. Machines of
 * others are never moved for it, and a host stays that is still on a distributed switch or is the
 * last one that mounts the datastore of a machine.
 */
final class HostRemoval {
  private static final MaintenanceSpec ALL =
      new MaintenanceSpec(
          MaintenanceSpec.Mode.ON, Optional.empty(), true, Optional.<Duration>empty());

  private static final DatastoreHostMount[] NO_MOUNTS = {};

  private final VsphereWriter write;

  HostRemoval(VsphereWriter write) {
    this.write = write;
  }

  /**
   * The machines on it that the environment does not own, as they are now.
   *
   * @param environment as its mark has it
   */
  List<ManagedObjectReference> others(ManagedObjectReference host, String environment)
      throws ModuleException {
    Item now = write.read(host, "name", "vm");
    if (now.name().isEmpty() || !now.missing().isEmpty()) {
      throw ModuleException.refused("its machines cannot be read, so nobody knows whose they are");
    }
    List<ManagedObjectReference> vms =
        now.get("vm", ManagedObjectReference[].class).map(Arrays::asList).orElse(List.of());
    List<String> paths = new ArrayList<>(List.of("name", "summary.config.instanceUuid"));
    Marks.LIGHT.forEach(key -> paths.add(Marks.property(key)));
    List<ManagedObjectReference> others = new ArrayList<>(vms);
    for (Item vm : write.readAll(vms, paths.toArray(String[]::new))) {
      if (Marks.owned(vm).filter(of -> of.toString().equals(environment)).isPresent()) {
        others.remove(vm.ref());
      }
    }
    return others;
  }

  /** One that stands alone goes with its compute resource (vSphere API, Destroy_Task). */
  void remove(ManagedObjectReference host) throws ModuleException, InterruptedException {
    Item now = write.read(host, "name", "parent", "runtime.connectionState");
    refuseOnSwitch(host);
    refuseLastMount(host);
    // one that does not answer cannot enter maintenance mode, and leaves without it
    boolean answers =
        now.get("runtime.connectionState", HostSystemConnectionState.class)
            .filter(HostSystemConnectionState.connected::equals)
            .isPresent();
    HostMaintenance maintenance = new HostMaintenance(write);
    boolean entered = answers && maintenance.enter(host, ALL);
    ManagedObjectReference compute = now.parent().orElse(host);
    ManagedObjectReference goes = compute.getType().equals("ComputeResource") ? compute : host;
    write.touched(compute);
    try {
      write.task(api -> api.destroy_Task(goes));
    } catch (ModuleException e) {
      if (entered && e.kind() == ModuleException.Kind.REFUSED) {
        maintenance.leave(host);
      }
      throw e;
    }
  }

  /**
   * Machines lose their files with the last host that mounts their datastore; of a vSAN datastore
   * with the last host of the cluster.
   */
  private void refuseLastMount(ManagedObjectReference host) throws ModuleException {
    Item now = write.read(host, "name", "datastore");
    List<ManagedObjectReference> mounted =
        now.get("datastore", ManagedObjectReference[].class).map(Arrays::asList).orElse(List.of());
    List<String> lost = new ArrayList<>();
    for (Item each : write.readAll(mounted, "name", "host", "vm")) {
      boolean others =
          Arrays.stream(each.get("host", DatastoreHostMount[].class).orElse(NO_MOUNTS))
              .anyMatch(mount -> !mount.getKey().equals(host));
      int machines =
          each.get("vm", ManagedObjectReference[].class).map(all -> all.length).orElse(0);
      if (!each.missing().isEmpty()) {
        throw ModuleException.refused(
            "its datastore `" + each.shown() + "` cannot be read, so nobody knows who uses it");
      }
      if (!others && machines > 0) {
        lost.add(
            "`" + each.shown() + "`, with " + machines + " machine" + (machines == 1 ? "" : "s"));
      }
    }
    if (!lost.isEmpty()) {
      throw ModuleException.refused(
          "it is the last host that mounts the datastore " + String.join(" and ", lost));
    }
  }

  private void refuseOnSwitch(ManagedObjectReference host) throws ModuleException {
    List<ManagedObjectReference> switches =
        write.inventory().all("DistributedVirtualSwitch").stream().map(Item::ref).toList();
    for (ManagedObjectReference each : switches) {
      Item now = write.read(each, "name", "summary.hostMember");
      boolean member =
          now.get("summary.hostMember", ManagedObjectReference[].class)
              .map(Arrays::asList)
              .orElse(List.of())
              .contains(host);
      if (member) {
        throw ModuleException.refused(
            "it is still on the distributed switch `" + now.shown() + "`");
      }
    }
  }
}
