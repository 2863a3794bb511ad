/**
 * Virtual machines: {@link dev.provision.simulator.vm.VirtualMachine} and a file for each group of
 * its methods; devices, snapshots, guests and their customization, keys, imports.
 */
package dev.provision.simulator.vm;
