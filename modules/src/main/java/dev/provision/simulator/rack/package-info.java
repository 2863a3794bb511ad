/**
 * Hosts that no vCenter has yet, and the calls that take them in, look at them and move them: out
 * of a lab's {@code rack:}, into a cluster or a folder.
 */
package dev.provision.simulator.rack;
