package dev.provision.modules.switches;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code discovery: {protocol: lldp, operation: both}}. */
@Doc("How a switch finds its neighbours, and they it.")
record DiscoverySpec(
    @Doc("The protocol.") Optional<Protocol> protocol,
    @Doc("Whether it listens, advertises itself, or both.") Optional<Operation> operation) {
  /** {@code LinkDiscoveryProtocolConfigProtocolType}. */
  enum Protocol {
    CDP,
    LLDP
  }

  /** {@code LinkDiscoveryProtocolConfigOperationType}. */
  enum Operation {
    NONE,
    LISTEN,
    ADVERTISE,
    BOTH
  }
}
