package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import java.util.List;

/**
 * Finds a new place for an existing VM, with the same rules as for new ones. Pure. Each answer is
 * for one VM alone, for a move that the plan did not know of.
 */
public final class Destinations {
  private final EnvironmentId environment;
  private final VcenterSpec connection;
  private final Inventory inventory;

  public Destinations(EnvironmentId environment, VcenterSpec connection, Inventory inventory) {
    this.environment = environment;
    this.connection = connection;
    this.inventory = inventory;
  }

  private Allocation allocation(Address address, MoveNeed need) {
    return Allocator.allocate(
        environment, List.of(new Demand(address, need)), connection, inventory);
  }

  /**
   * The best place for the VM.
   *
   * @throws ModuleException when no host can take it
   */
  public HostPlacement best(Address address, MoveNeed need) throws ModuleException {
    Allocation allocation = allocation(address, need);
    if (allocation.refused().containsKey(address)) {
      throw ModuleException.refused(allocation.refused().get(address));
    }
    return (HostPlacement) allocation.placed().get(address);
  }
}
