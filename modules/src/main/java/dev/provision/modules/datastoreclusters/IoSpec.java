package dev.provision.modules.datastoreclusters;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code io: {enabled: true, latency: 15}}. */
@Doc("When Storage DRS moves disks because a datastore is slow.")
public record IoSpec(
    @Doc("Whether it does.") Optional<Boolean> enabled,
    @Doc("From which latency, 5 to 100 ms.") Optional<Integer> latency,
    @Doc("How large a difference in load it leaves, 1 to 100.") Optional<Integer> imbalance) {}
