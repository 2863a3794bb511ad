/**
 * What the engine and a provider share: addresses, declarations, observations, changes, and the
 * interfaces that a provider's kinds implement. Nothing here mentions vSphere. Data flows one way:
 * {@link dev.provision.spi.Declaration} and observed state in, {@link dev.provision.spi.Change}
 * out; only create, update and delete write, and they return nothing, because only what is read
 * back counts.
 */
package dev.provision.spi;
