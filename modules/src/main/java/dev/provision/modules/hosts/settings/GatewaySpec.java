package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.util.Optional;

/** {@code gateway: 10.0.0.1}. */
@Doc("The gateways of a host's default TCP/IP stack.")
public record GatewaySpec(
    @Doc("For IPv4.") @Shorthand Optional<String> ipv4, @Doc("For IPv6.") Optional<String> ipv6) {}
