package dev.provision.vsphere;

import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import java.util.List;
import java.util.Optional;

/**
 * Where a VM that is there can be moved to, by the same judgement as where new ones go. Pure; each
 * answer is for one VM alone.
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

  /** Why nothing can take it, with the table of hosts; empty where something can. */
  public Optional<String> refusal(Address address, VmNeed need) {
    return Optional.ofNullable(allocation(address, need).refused().get(address));
  }

  /** As if it were made again: on the host that it is on, it leaves its own room. */
  private Allocation allocation(Address address, VmNeed need) {
    return Allocator.allocate(
        environment, List.of(new Demand(address, need)), connection, inventory);
  }

  /**
   * The best place for it.
   *
   * @throws ModuleException where nothing can take it
   */
  public HostPlacement best(Address address, VmNeed need) throws ModuleException {
    Allocation allocation = allocation(address, need);
    if (allocation.refused().containsKey(address)) {
      throw ModuleException.refused(allocation.refused().get(address));
    }
    return (HostPlacement) allocation.placed().get(address);
  }
}
