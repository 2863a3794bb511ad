/**
 * The world that a capture says: in goes a capture, out comes a filled world in which a run is
 * rehearsed, with a time of its own.
 */
package dev.provision.simulator.copy;
