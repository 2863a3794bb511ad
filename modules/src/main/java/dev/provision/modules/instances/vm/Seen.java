package dev.provision.modules.instances.vm;

import java.util.Optional;

/**
 * What a plan has seen of one part.
 *
 * @param part its slice of a VM that is there; empty where none is, or none of ours
 * @param vm that VM
 * @param isAbsent whether no VM is there, so that one is made
 */
public record Seen<S>(Optional<S> part, Optional<Vm> vm, boolean isAbsent) {}
