package dev.provision.modules.hosts;

import com.vmware.vim25.HostMaintenanceSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VsanHostDecommissionMode;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DrsCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes a host into maintenance mode and out of it. The call itself moves no machine: DRS does, and
 * without it the server waits. A wait that ends early is cancelled on the server, so that the host
 * does not enter maintenance mode when nobody waits for it any more.
 */
final class HostMaintenance {
  private static final String IN_MAINTENANCE = "runtime.inMaintenanceMode";

  private final VsphereWriter write;

  HostMaintenance(VsphereWriter write) {
    this.write = write;
  }

  /**
   * @return whether it was not in it before
   * @throws ModuleException with the machines that are still there, and why
   */
  boolean enter(ManagedObjectReference host, MaintenanceSpec how)
      throws ModuleException, InterruptedException {
    if (isIn(host)) {
      return false;
    }
    int seconds =
        how.timeout().map(Duration::toSeconds).map(each -> (int) Math.max(1, each)).orElse(0);
    HostMaintenanceSpec vsan = how.vsan().map(HostMaintenance::vsan).orElse(null);
    ManagedObjectReference task =
        write.call(
            api ->
                api.enterMaintenanceMode_Task(
                    host, seconds, how.evacuatePoweredOff() ? true : null, vsan));
    try {
      write.await(task);
      return true;
    } catch (ModuleException e) {
      cancel(task);
      throw e.saying(e.getMessage() + left(host));
    } catch (InterruptedException e) {
      cancel(task);
      throw e;
    }
  }

  private boolean isIn(ManagedObjectReference host) throws ModuleException {
    return write.read(host, IN_MAINTENANCE).get(IN_MAINTENANCE, Boolean.class).orElse(false);
  }

  private static HostMaintenanceSpec vsan(MaintenanceSpec.Vsan action) {
    HostMaintenanceSpec spec = new HostMaintenanceSpec();
    spec.setVsanMode(new VsanHostDecommissionMode());
    spec.getVsanMode().setObjectAction(action.action());
    return spec;
  }

  /** Ends the wait on the server; a task that has ended already needs nothing. */
  private void cancel(ManagedObjectReference task) {
    try {
      write.send(api -> api.cancelTask(task));
    } catch (ModuleException e) {
      // it is over, or the server does not answer: the next run sees where the host is
    }
  }

  void leave(ManagedObjectReference host) throws ModuleException, InterruptedException {
    if (isIn(host)) {
      write.task(api -> api.exitMaintenanceMode_Task(host, 0));
    }
  }

  /** {@code ; still there: web-1 (its datastore `local` is on no other host)}. */
  private String left(ManagedObjectReference host) {
    try {
      List<String> left = new ArrayList<>();
      for (Item vm : write.readAll(vms(host), "name", "runtime.powerState", "datastore")) {
        boolean runs =
            vm.get("runtime.powerState", VirtualMachinePowerState.class)
                .filter(VirtualMachinePowerState.poweredOn::equals)
                .isPresent();
        if (runs) {
          left.add(vm.shown() + " (" + why(vm, host) + ")");
        }
      }
      return left.isEmpty() ? "" : "; still there: " + String.join(", ", left);
    } catch (ModuleException e) {
      return "";
    }
  }

  private List<ManagedObjectReference> vms(ManagedObjectReference host) throws ModuleException {
    return write
        .read(host, "vm")
        .get("vm", ManagedObjectReference[].class)
        .map(Arrays::asList)
        .orElse(List.of());
  }

  private String why(Item vm, ManagedObjectReference host) {
    Inventory read = write.inventory();
    Optional<DrsCluster> cluster = DrsCluster.around(host, read);
    if (cluster.isEmpty()) {
      return "the host stands alone, so it has to be moved or switched off";
    }
    if (!cluster.get().balances()) {
      return "DRS does not move machines there";
    }
    for (ManagedObjectReference datastore :
        vm.get("datastore", ManagedObjectReference[].class).orElse(new ManagedObjectReference[0])) {
      boolean elsewhere =
          read.all("HostSystem").stream()
              .filter(other -> !other.ref().equals(host))
              .filter(other -> other.parent().equals(Optional.of(cluster.get().ref())))
              .anyMatch(other -> mounts(other, datastore));
      if (!elsewhere) {
        String name = read.get(datastore).map(Item::shown).orElse(datastore.getVal());
        return "its datastore `" + name + "` is on no other host of the cluster";
      }
    }
    return "no other host of the cluster takes it";
  }

  private static boolean mounts(Item host, ManagedObjectReference datastore) {
    return host.get("datastore", ManagedObjectReference[].class)
        .map(Arrays::asList)
        .orElse(List.of())
        .contains(datastore);
  }
}
