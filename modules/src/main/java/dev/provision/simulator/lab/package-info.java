/**
 * A lab: what its file declares ({@link dev.provision.simulator.lab.LabSpec}), the world that is
 * made from it, and its saved state between runs ({@link dev.provision.simulator.lab.StateFile}).
 */
package dev.provision.simulator.lab;
