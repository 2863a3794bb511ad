package dev.provision.modules.switches;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code lacp: {lag1: {mode: active, ports: 2}}}. */
@Doc("A link aggregation group. Its ports are called `lag1-0`, `lag1-1` and so on.")
record LagSpec(
    @Doc("Whether it begins negotiations; a new one is passive when left out.") Optional<Mode> mode,
    @Doc("How many ports it has on each host; a new one has 2 when left out.")
        Optional<Integer> ports,
    @Doc(
            "How it spreads traffic, as the API calls it: srcDestIpTcpUdpPortVlan, srcDestMac and so"
                + " on.")
        Optional<String> loadBalancing,
    @Doc("How often it expects the other side: each second, or every thirty; slow when left out.")
        Optional<Timeout> timeout) {
  /** {@code VMwareUplinkLacpTimeoutMode}. */
  enum Timeout {
    FAST,
    SLOW
  }

  /** {@code VMwareUplinkLacpMode}. */
  enum Mode {
    ACTIVE,
    PASSIVE
  }
}
