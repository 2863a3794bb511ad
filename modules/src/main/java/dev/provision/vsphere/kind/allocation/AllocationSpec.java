package dev.provision.vsphere.kind.allocation;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code {shares: high, reservation: 32 GiB, limit: unlimited}}. */
@Doc("How much of the processors or of the memory it gets.")
public record AllocationSpec(
    @Doc("How much it gets when there is not enough for all: low, normal, high, or a number.")
        Optional<String> shares,
    @Doc("How much is guaranteed.") Optional<String> reservation,
    @Doc("The most that it may use, or `unlimited`.") Optional<String> limit,
    @Doc("Whether it may borrow from its parent when its own reservation is used up.")
        Optional<Boolean> expandable) {}
