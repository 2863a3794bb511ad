package dev.provision.vsphere;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.spi.ModuleException;
import java.util.List;
import java.util.Optional;

/**
 * Where a VM that is there can be moved to, by the same judgement as where new ones go. Pure; each
 * answer is for one VM alone.
 */
public final class Destinations {
  private final VcenterSpec connection;
  private final Inventory inventory;

  public Destinations(VcenterSpec connection, Inventory inventory) {
    this.connection = connection;
    this.inventory = inventory;
  }

  /** Why nothing can take it, with the table of hosts; empty where something can. */
  public Optional<String> refusal(Address address, VmNeed need) {
    return Optional.ofNullable(
        Allocator.allocate(List.of(new Demand(address, need)), connection, inventory)
            .refused()
            .get(address));
  }

  /**
   * The best place for it.
   *
   * @throws ModuleException where nothing can take it
   */
  public HostPlacement best(Address address, VmNeed need) throws ModuleException {
    Optional<String> refusal = refusal(address, need);
    if (refusal.isPresent()) {
      throw ModuleException.refused(refusal.get());
    }
    return (HostPlacement)
        Allocator.allocate(List.of(new Demand(address, need)), connection, inventory)
            .placed()
            .get(address);
  }
}
