/**
 * A vCenter in this process, behind the interface {@link dev.provision.vsphere.wire.Vim25}:
 * yavijava's data objects in and out, no XML on the way. It behaves as the vSphere API reference
 * says, has capacity and a clock, and the same seed and calls give the same world.
 *
 * <p>This package is the top: {@link dev.provision.simulator.Simulator} is one vCenter, {@link
 * dev.provision.simulator.Labs} those of this process, and {@code ManagedTypes} the list of all
 * managed types. In the packages below, each type has a file of its name; dependencies go down
 * only: {@code lab} and {@code copy} fill a world, {@code vm} uses {@code compute}, {@code network}
 * and {@code storage}, and these use {@code inventory}, {@code server} and {@code world}.
 */
package dev.provision.simulator;
