/**
 * A lab: what its file declares ({@link dev.provision.simulator.lab.LabSpec}), the world that is
 * made of it, and what is kept of it between runs ({@link dev.provision.simulator.lab.StateFile}).
 */
package dev.provision.simulator.lab;
