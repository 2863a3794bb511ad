/**
 * Worlds that nobody thought of: a lab, a playbook, what others change past it, what goes wrong,
 * and a second playbook, all drawn from a seed. {@link dev.provision.proof.worlds.Drawn} is what
 * shrinks, {@link dev.provision.proof.worlds.Story} is what a person reads and a test keeps, and
 * {@link dev.provision.proof.worlds.Life} plays it and says which promise was broken.
 */
package dev.provision.proof.worlds;
