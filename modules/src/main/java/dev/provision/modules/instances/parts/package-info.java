/**
 * A whole VM: what is declared and what was read, each combined from the records of its parts, and
 * the loops over the list of parts. The parts are in packages of their own and never see this.
 */
package dev.provision.modules.instances.parts;
