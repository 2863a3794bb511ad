package dev.provision.modules.switches;

import dev.provision.spi.schema.Doc;
import java.util.Map;
import java.util.Optional;

/** {@code nioc: {enabled: true, traffic: {vmotion: {shares: low}}}}. */
@Doc("Network I/O Control: how the uplinks are shared when there is not enough for all.")
record NiocSpec(
    @Doc("Whether it is on.") Optional<Boolean> enabled,
    @Doc("Its version, 2 or 3.") Optional<Integer> version,
    @Doc(
            "What each class of traffic gets: management, vmotion, virtualMachine, nfs, iSCSI,"
                + " faultTolerance, hbr, vsan, vdp. Others are left alone.")
        Optional<Map<String, TrafficSpec>> traffic,
    @Doc(
            "Network resource pools, by name: parts of what virtualMachine traffic reserves, for the"
                + " machines of the port groups that name them. Version 3 has them. Others stay,"
                + " unless the switch is `exclusive`.")
        Optional<Map<String, PoolSpec>> pools) {

  /** What a network resource pool gets ({@code DVSVmVnicNetworkResourcePool}). */
  @Doc("What a network resource pool gets.")
  record PoolSpec(
      @Doc(
              "How much its machines may reserve together, in Mbit/s. All pools together get at most"
                  + " what virtualMachine traffic reserves on each NIC, times the NICs on the"
                  + " switch.")
          Optional<Long> reservation,
      @Doc("A text about it.") Optional<String> description) {}

  /** What a class of traffic gets ({@code DvsHostInfrastructureTrafficResourceAllocation}). */
  @Doc("What a class of traffic gets.")
  record TrafficSpec(
      @Doc("How much it gets compared with others: low, normal, high, or a number.")
          Optional<String> shares,
      @Doc("The most, in Mbit/s, or `unlimited`.") Optional<String> limit,
      @Doc("How much is guaranteed, in Mbit/s.") Optional<Long> reservation) {}
}
