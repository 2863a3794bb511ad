/**
 * A whole VM: what is wanted of it and what was seen of it, each made of the records of its parts,
 * and the loops over the list of parts. The parts stand in rooms of their own and never see this.
 */
package dev.provision.modules.instances.parts;
