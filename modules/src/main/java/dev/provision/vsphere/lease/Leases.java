package dev.provision.vsphere.lease;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LeaseHolder;
import dev.provision.spi.LeaseRequest;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Right;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.MarkRights;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The leases on one server, for one session. */
public final class Leases {
  private final VcenterSpec vcenter;
  private final VsphereWriter write;

  /**
   * @param write one that writes without a lease
   */
  public Leases(VcenterSpec vcenter, VsphereWriter write) {
    this.vcenter = vcenter;
    this.write = write;
  }

  /** What it takes; nothing on a single ESXi host, which has no account with less than all. */
  public static List<Right> rights(EnvironmentId environment, VcenterSpec vcenter, Inventory read) {
    if (DirectHost.is(read)) {
      return List.of();
    }
    String in = InventoryLeases.path(environment, vcenter, read).toString();
    List<Right> rights = new ArrayList<>(MarkRights.on(in, read));
    rights.add(new Right("Folder.Create", in, "CreateFolder"));
    rights.add(new Right("Folder.Delete", in, "UnregisterAndDestroy_Task"));
    return rights;
  }

  /**
   * @throws ModuleException of kind LEASED when another run has it and is alive
   */
  public KeptLease take(LeaseRequest request) throws ModuleException, InterruptedException {
    try {
      return KeptLease.take(store(request.environment()), request, write.runId());
    } catch (ModuleException e) {
      if (e.kind() == ModuleException.Kind.REFUSED) {
        throw e.saying(
                "could not take the lease of `" + request.environment() + "`: " + e.getMessage())
            .advising(
                "`--no-lease` goes on without one, and then nothing keeps another run from this"
                    + " environment");
      }
      throw e;
    }
  }

  /** Who has it; empty when nobody has. */
  public Optional<LeaseHolder> holder(EnvironmentId environment)
      throws ModuleException, InterruptedException {
    return store(environment).all().stream()
        .max(Comparator.comparingInt(FoundLease::number))
        .map(
            lease ->
                lease
                    .mark()
                    .map(LeaseMark::holder)
                    .orElseGet(() -> new LeaseHolder("", "", "", Instant.EPOCH, Instant.EPOCH)));
  }

  /** Deletes those of runs that are over; asks nothing where the snapshot shows none. */
  public void sweep(EnvironmentId environment) throws ModuleException, InterruptedException {
    if (DirectHost.is(write.inventory())
        || InventoryLeases.isSeen(environment, write.inventory())) {
      LeaseStore store = store(environment);
      LeaseTaking.sweep(store.all(), store);
    }
  }

  /** Deletes all that there are. */
  public void remove(EnvironmentId environment) throws ModuleException, InterruptedException {
    LeaseStore store = store(environment);
    List<FoundLease> all = store.all();
    for (FoundLease each : all) {
      store.delete(each);
    }
  }

  private LeaseStore store(EnvironmentId environment) {
    return DirectHost.is(write.inventory())
        ? new DatastoreLeases(environment, vcenter, write)
        : new InventoryLeases(environment, vcenter, write);
  }
}
