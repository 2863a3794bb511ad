/**
 * What is wrong in the user's input, and where. A stage returns {@link
 * dev.provision.diagnostic.Checked}: its result, and all its mistakes at once. Printing them is up
 * to the command line.
 */
package dev.provision.diagnostic;
