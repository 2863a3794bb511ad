package dev.provision.vsphere.kind.hostnet;

import com.vmware.vim25.HostIpRouteConfig;
import dev.provision.vsphere.exported.IpText;
import java.util.Objects;
import java.util.Optional;

/** The default gateways of a TCP/IP stack, or of an adapter that has its own. */
public record Gateways(Optional<String> four, Optional<String> six) {
  static final Gateways NONE = new Gateways(Optional.empty(), Optional.empty());

  public Gateways {
    Objects.requireNonNull(four);
    Objects.requireNonNull(six);
  }

  /**
   * @param config null for none
   */
  static Gateways of(HostIpRouteConfig config) {
    return config == null
        ? NONE
        : new Gateways(
            text(config.getDefaultGateway()),
            text(config.getIpV6DefaultGateway()).map(IpText::canonical));
  }

  private static Optional<String> text(String gateway) {
    return Optional.ofNullable(gateway).filter(own -> !own.isEmpty());
  }

  /** Those that are not the same as others. */
  Gateways besides(Gateways others) {
    return new Gateways(
        four.filter(own -> !others.four.equals(Optional.of(own))),
        six.filter(own -> !others.six.equals(Optional.of(own))));
  }

  public boolean isEmpty() {
    return equals(NONE);
  }
}
