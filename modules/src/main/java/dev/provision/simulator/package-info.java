/**
 * A vCenter in this process, behind the seam {@link dev.provision.vsphere.wire.Vim25}: yavijava's
 * data objects in and out, no XML on the way. It behaves as the vSphere API reference says, has
 * capacity and a clock, and the same seed and calls give the same world.
 *
 * <p>This room is the top: {@link dev.provision.simulator.Simulator} is one vCenter, {@link
 * dev.provision.simulator.Labs} those of this process, and {@code ManagedTypes} the list of all
 * managed types. In the rooms below each type has a file of its name; arrows go down only: {@code
 * lab} and {@code copy} fill a world, {@code vm} stands on {@code compute}, {@code network} and
 * {@code storage}, these on {@code inventory}, {@code server} and {@code world}.
 */
package dev.provision.simulator;
