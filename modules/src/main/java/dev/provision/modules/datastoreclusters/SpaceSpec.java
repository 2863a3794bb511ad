package dev.provision.modules.datastoreclusters;

import dev.provision.spi.schema.Doc;
import java.util.Optional;

/** {@code space: {threshold: 80, min_difference: 5}}. */
@Doc("When Storage DRS moves disks because a datastore gets full.")
public record SpaceSpec(
    @Doc("From which used part, 50 to 100 %; or from which free rest, as in `50 GiB`.")
        Optional<String> threshold,
    @Doc("By how much the used parts of two datastores differ at least, 1 to 50 %.")
        Optional<Integer> minDifference) {}
