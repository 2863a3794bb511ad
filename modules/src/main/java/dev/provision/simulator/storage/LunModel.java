package dev.provision.simulator.storage;

import java.util.Optional;

/**
 * A LUN as a lab describes it.
 *
 * @param local whether only one host can have it
 * @param fresh whether hosts see it only after a rescan of their adapters
 * @param holds what is on it, as a type of partition ({@code ntfs}); empty when it is blank or
 *     holds a VMFS
 * @param vmfs the name of the VMFS on it, which no host of the vCenter has found yet
 * @param vmfsBytes how much of it that VMFS takes
 */
public record LunModel(
    long bytes,
    boolean local,
    boolean fresh,
    Optional<String> holds,
    Optional<String> vmfs,
    long vmfsBytes) {}
