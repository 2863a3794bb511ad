package dev.provision.modules.instances.make;

import com.vmware.vim25.ClusterAction;
import com.vmware.vim25.ClusterAttemptedVmInfo;
import com.vmware.vim25.ClusterInitialPlacementAction;
import com.vmware.vim25.ClusterNotAttemptedVmInfo;
import com.vmware.vim25.ClusterPowerOnVmResult;
import com.vmware.vim25.ClusterRecommendation;
import com.vmware.vim25.InsufficientResourcesFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoCompatibleHost;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;

/**
 * Switches on an existing VM. {@code PowerOnVM_Task} does it on the VM's host; {@code
 * PowerOnMultiVM_Task} lets DRS choose a host or make room. A manual DRS only recommends, and a
 * person has to approve (vSphere API, Datacenter).
 */
final class VmStart {
  private static final Class<ManagedObjectReference> REF = ManagedObjectReference.class;

  private final VsphereWriter write;

  VmStart(VsphereWriter write) {
    this.write = write;
  }

  void on(ManagedObjectReference vm) throws ModuleException, InterruptedException {
    Optional<ManagedObjectReference> host =
        write.inventory().get(vm).flatMap(item -> item.get("runtime.host", REF));
    Optional<DrsCluster> cluster = host.flatMap(at -> DrsCluster.around(at, write.inventory()));
    if (cluster.filter(DrsCluster::asksBeforePowerOn).isPresent()) {
      withDrs(vm, cluster.get());
      return;
    }
    try {
      write.task(api -> api.powerOnVM_Task(vm, null));
    } catch (ModuleException e) {
      if (cluster.filter(DrsCluster::hasDrs).isEmpty() || !isFull(e)) {
        throw e;
      }
      withDrs(vm, cluster.get());
    }
  }

  private static boolean isFull(ModuleException e) {
    return e.getCause() instanceof VimFault fault
        && (fault.is(InsufficientResourcesFault.class) || fault.is(NoCompatibleHost.class));
  }

  /** Whether DRS wants a person to approve power-ons here: then the clone call must not do it. */
  static boolean isAskedBefore(HostPlacement at, Inventory inventory) {
    return DrsCluster.around(at.host(), inventory)
        .filter(DrsCluster::asksBeforePowerOn)
        .isPresent();
  }

  /**
   * Goes on after a clone call that should have switched its VM on and failed. If the host ran out
   * of room, the VM was already made and is off: DRS is asked to make room or to take another host.
   *
   * @param uuid the instanceUuid that the call gave it
   * @throws ModuleException the failure, if no VM was made or nobody can make room
   */
  void afterClone(ModuleException failure, String uuid, HostPlacement at)
      throws ModuleException, InterruptedException {
    Optional<ManagedObjectReference> made = isFull(failure) ? made(uuid) : Optional.empty();
    if (made.isEmpty()) {
      throw failure;
    }
    write.touched(made.get());
    Optional<DrsCluster> cluster =
        DrsCluster.around(at.host(), write.inventory()).filter(DrsCluster::hasDrs);
    if (cluster.isEmpty()) {
      throw failure.saying(
          failure.getMessage()
              + "; it was made and is off: make room on "
              + at.hostName()
              + " and apply again");
    }
    withDrs(made.get(), cluster.get());
  }

  /** Searches the server, because the VM is newer than the inventory snapshot. */
  private Optional<ManagedObjectReference> made(String uuid) throws ModuleException {
    return Optional.ofNullable(
        write.call(
            api -> api.findByUuid(write.content().getSearchIndex(), null, uuid, true, true)));
  }

  private void withDrs(ManagedObjectReference vm, DrsCluster cluster)
      throws ModuleException, InterruptedException {
    ManagedObjectReference datacenter = datacenter(cluster.ref());
    ManagedObjectReference[] one = {vm};
    Object result = write.task(api -> api.powerOnMultiVM_Task(datacenter, one, null)).getResult();
    if (!(result instanceof ClusterPowerOnVmResult answer)) {
      return;
    }
    if (answer.getNotAttempted() != null) {
      for (ClusterNotAttemptedVmInfo not : answer.getNotAttempted()) {
        throw Faults.translate(VimFault.of(not.getFault()));
      }
    }
    if (answer.getAttempted() != null) {
      for (ClusterAttemptedVmInfo attempt : answer.getAttempted()) {
        if (attempt.getTask() != null) {
          write.await(attempt.getTask());
        }
      }
    }
    if (answer.getRecommendations() != null && answer.getRecommendations().length > 0) {
      throw waiting(answer.getRecommendations()[0], cluster);
    }
  }

  private ManagedObjectReference datacenter(ManagedObjectReference cluster) throws ModuleException {
    Optional<Item> at = write.inventory().get(cluster);
    while (at.isPresent() && !at.get().type().equals("Datacenter")) {
      at = at.get().parent().flatMap(write.inventory()::get);
    }
    return at.map(Item::ref)
        .orElseThrow(() -> ModuleException.refused("the account may not read its datacenter"));
  }

  private ModuleException waiting(ClusterRecommendation recommended, DrsCluster cluster) {
    String host = "";
    if (recommended.getAction() != null) {
      for (ClusterAction action : recommended.getAction()) {
        if (action instanceof ClusterInitialPlacementAction placed
            && placed.getTargetHost() != null) {
          host =
              " on "
                  + write
                      .inventory()
                      .get(placed.getTargetHost())
                      .map(Item::name)
                      .orElse(placed.getTargetHost().getVal());
        }
      }
    }
    return ModuleException.refused(
        "it is waiting for approval: DRS of `"
            + cluster.path()
            + "` does nothing by itself and recommends `"
            + text(recommended)
            + "`"
            + host
            + " (recommendation "
            + recommended.getKey()
            + "); apply it in vCenter, or let DRS place VMs by itself, and then apply again");
  }

  private static String text(ClusterRecommendation recommended) {
    return recommended.getReasonText() == null || recommended.getReasonText().isBlank()
        ? String.valueOf(recommended.getReason())
        : recommended.getReasonText();
  }
}
