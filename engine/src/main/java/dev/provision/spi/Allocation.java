package dev.provision.spi;

import java.util.Map;

/**
 * The answer for a whole batch of demands.
 *
 * @param refused why nothing fits, whole sentences that may have several lines
 */
public record Allocation(Map<Address, Placement> placed, Map<Address, String> refused) {
  public Allocation {
    placed = Map.copyOf(placed);
    refused = Map.copyOf(refused);
  }
}
