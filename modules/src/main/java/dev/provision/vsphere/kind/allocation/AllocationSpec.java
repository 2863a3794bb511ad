package dev.provision.vsphere.kind.allocation;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code {shares: high, reservation: 32 GiB, limit: unlimited}}. */
@Doc("How much of the processors or of the memory it gets.")
public record AllocationSpec(
    @Doc("How much it gets of what is short, compared with others: low, normal, high, or a number.")
        Optional<String> shares,
    @Doc("What it always gets.") Optional<String> reservation,
    @Doc("What it gets at most; `unlimited` for no limit.") Optional<String> limit,
    @Doc("Whether it may reserve more than its own reservation, from the pool above it.")
        Optional<Boolean> expandable) {}
