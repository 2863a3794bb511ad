/**
 * A vCenter in this process, behind the seam {@link dev.provision.vsphere.Vim25}: yavijava's data
 * objects in and out, no XML on the way. One class a managed object, with the table of its methods:
 * {@code CloneVM_Task} is in {@link dev.provision.simulator.VirtualMachineClone}. It behaves as the
 * vSphere API reference says, has capacity and a clock, and the same seed and calls give the same
 * world.
 *
 * <p>In goes a lab file ({@link dev.provision.simulator.LabSpec}); what comes of it between runs is
 * kept beside it ({@link dev.provision.simulator.StateFile}).
 */
package dev.provision.simulator;
