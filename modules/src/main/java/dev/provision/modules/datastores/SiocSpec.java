package dev.provision.modules.datastores;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code sioc: {enabled: true, threshold: 30 ms}}. */
@Doc("Storage I/O Control. Shares are those of the disks of VMs.")
public record SiocSpec(
    @Doc("Whether it is on.") Optional<Boolean> enabled,
    @Doc(
            "From when on the datastore counts as congested: a latency, 5 ms to 100 ms, or a part of"
                + " its peak throughput, 50 % to 100 %, from which the host finds the latency.")
        Optional<String> threshold) {}
