package dev.provision.modules.instances.vm;

import java.util.Optional;

/**
 * What a plan has read of one part.
 *
 * @param part the part's values of an existing VM; empty if there is none, or none of ours
 * @param vm that VM
 * @param isAbsent whether there is no VM, so that one will be made
 */
public record Seen<S>(Optional<S> part, Optional<Vm> vm, boolean isAbsent) {}
