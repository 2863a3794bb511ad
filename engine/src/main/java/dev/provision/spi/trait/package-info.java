/**
 * Optional abilities of kinds, one interface each. A kind implements those it has; the engine asks
 * for each of them in one place.
 */
package dev.provision.spi.trait;
