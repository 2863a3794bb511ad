/**
 * What there is: managed objects with their properties, the types of them, time and what is to
 * come, values, names and refusals. It knows no call and no type: types come in as {@link
 * dev.provision.simulator.world.Derivation} and lines of the {@link
 * dev.provision.simulator.world.Schema}.
 */
package dev.provision.simulator.world;
