package dev.provision.modules.networks;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code port_overrides: {vlan: false, security: true}}. */
@Doc("What single ports may have otherwise than their port group.")
record OverridesSpec(
    @Doc("Whether one may be stopped.") Optional<Boolean> block,
    @Doc("Whether one may have its own VLAN.") Optional<Boolean> vlan,
    @Doc("Whether one may have its own `teaming`.") Optional<Boolean> teaming,
    @Doc("Whether one may have its own `security`.") Optional<Boolean> security,
    @Doc("Whether one may have its own `shaping` and `in_shaping`.") Optional<Boolean> shaping,
    @Doc("Whether one may have its own `netflow`.") Optional<Boolean> netflow,
    @Doc("Whether one may be in another network resource pool.") Optional<Boolean> resourcePool,
    @Doc("Whether one may have its own traffic filter.") Optional<Boolean> trafficFilter,
    @Doc("Whether one may have its own settings of other vendors.") Optional<Boolean> vendor,
    @Doc("Whether one loses its own settings when nothing is connected to it any more.")
        Optional<Boolean> resetAtDisconnect,
    @Doc("Whether one that is in use may move to another port group.")
        Optional<Boolean> livePortMoving) {}
