package dev.provision.modules.attributes;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.CustomField;
import java.util.Optional;

/**
 * What is wanted of one attribute.
 *
 * @param name in vCenter
 * @param type empty where the playbook does not say
 * @param existing whether it is only looked up
 */
record AttributeDesired(
    Address address,
    EnvironmentId environment,
    String name,
    Optional<AttributeType> type,
    boolean existing,
    boolean protect) {
  /** As a new one has it. */
  Optional<String> managed() {
    return type.flatMap(AttributeType::managed);
  }

  /** Whether the server refuses a new one of this name because of another. */
  boolean isTakenBy(CustomField other) {
    return other.name().equals(name)
        && (managed().isEmpty() || other.type().isEmpty() || other.type().equals(managed()));
  }

  /** Whether one that is there can be meant. */
  boolean isMeant(CustomField other) {
    return other.name().equals(name) && (type.isEmpty() || other.type().equals(managed()));
  }
}
