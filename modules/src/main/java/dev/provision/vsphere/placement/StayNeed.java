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
 * What a VM that is there comes to need: it grows, or is switched on. It is judged together with
 * what is made, as if it were made again, but nobody moves it: where DRS is to find it another host
 * of its cluster, DRS does.
 */
public record StayNeed(VmNeed vm) {
  public StayNeed {
    Objects.requireNonNull(vm);
  }

  /** Those of a batch that stay. */
  static Set<Address> staying(List<Demand> batch) {
    return batch.stream()
        .filter(demand -> demand.need() instanceof StayNeed)
        .map(Demand::address)
        .collect(Collectors.toSet());
  }

  /**
   * Leaves out those that are on a host where the connection lets nothing be made: there is nothing
   * to judge them by.
   */
  static List<Demand> judged(List<Demand> batch, Residents residents, Places places) {
    return batch.stream()
        .filter(each -> !(each.need() instanceof StayNeed) || isKnown(each, residents, places))
        .toList();
  }

  /** The batch as if those were made again. */
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

  /** What it has of a swap file: all of its memory that is not reserved, while it runs. */
  private static DataSize swap(Demand demand, Residents residents) {
    Optional<Item> running = residents.at(demand.address()).filter(Residents::isRunning);
    return new DataSize(
        running
            .map(vm -> Math.max(0, Residents.memory(vm) - Residents.reservedMemory(vm)))
            .orElse(0L));
  }
}
