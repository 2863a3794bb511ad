/**
 * What some kinds have and most have not, an interface each. A kind implements those that are its
 * own; the engine asks for each of them in one place.
 */
package dev.provision.spi.trait;
