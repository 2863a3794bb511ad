package dev.provision.graph;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;

/**
 * One resource that must be created after another.
 *
 * @param later the one that waits
 * @param earlier the one it waits for
 * @param span the place in the playbook that says so
 */
record Edge(Address later, Address earlier, Span span) {}
