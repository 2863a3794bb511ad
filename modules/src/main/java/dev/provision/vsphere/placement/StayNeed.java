package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.Residents;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an existing VM needs more than before, because it grows or is switched on. It is judged
 * together with the new VMs, as if it were replaced, but this program does not move it: where DRS
 * has to find another host of the cluster, DRS does that.
 */
public record StayNeed(VmNeed vm) {
  public StayNeed {
    Objects.requireNonNull(vm);
  }

  /** The VMs of a batch that stay. */
  static Set<Address> staying(List<Demand> batch) {
    return batch.stream()
        .filter(demand -> demand.need() instanceof StayNeed)
        .map(Demand::address)
        .collect(Collectors.toSet());
  }

  /**
   * Leaves out VMs on hosts that the connection does not allow: there is nothing to judge them by.
   */
  static List<Demand> judged(List<Demand> batch, Residents residents, Places places) {
    return batch.stream()
        .filter(each -> !(each.need() instanceof StayNeed) || isKnown(each, residents, places))
        .toList();
  }

  /** The batch as if those VMs were replaced. */
  static List<Demand> asMade(List<Demand> batch, Residents residents) {
    return batch.stream()
        .map(
            each ->
                each.need() instanceof StayNeed stay
                    ? new Demand(each.address(), stay.vm().having(swap(each, residents)))
                    : each)
        .toList();
  }

  private static boolean isKnown(Demand demand, Residents residents, Places places) {
    return residents
        .at(demand.address())
        .flatMap(Residents::host)
        .filter(host -> places.hosts().stream().anyMatch(each -> each.ref().equals(host)))
        .isPresent();
  }

  /** The size of its swap file: all its unreserved memory while it runs. */
  private static DataSize swap(Demand demand, Residents residents) {
    Optional<Item> running = residents.at(demand.address()).filter(Residents::isRunning);
    return new DataSize(
        running
            .map(vm -> Math.max(0, Residents.memory(vm) - Residents.reservedMemory(vm)))
            .orElse(0L));
  }
}
