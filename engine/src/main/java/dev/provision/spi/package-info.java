/**
 * What the engine and a provider share: addresses, declarations, observations, changes, and the
 * interfaces that a provider's kinds implement. It knows no vSphere word. Data flows one way:
 * {@link dev.provision.spi.Declaration} and observed state in, {@link dev.provision.spi.Change}
 * out; only create, update and delete write, and they return nothing, for the truth is what is read
 * back.
 */
package dev.provision.spi;
