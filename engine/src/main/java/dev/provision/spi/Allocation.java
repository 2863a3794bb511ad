package dev.provision.spi;

import java.util.Map;

/**
 * Where each resource of a batch of demands is placed, and why some cannot be placed.
 *
 * @param refused why a resource fits nowhere: whole sentences, perhaps several lines
 */
public record Allocation(Map<Address, Placement> placed, Map<Address, String> refused) {
  public Allocation {
    placed = Map.copyOf(placed);
    refused = Map.copyOf(refused);
  }
}
