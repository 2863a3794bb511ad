/**
 * What is wrong with what the user gave us, and where. A stage returns {@link
 * dev.provision.diagnostic.Checked}: its result, and all the mistakes of the phase at once.
 * Printing them is the command line's.
 */
package dev.provision.diagnostic;
