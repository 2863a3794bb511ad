/**
 * Carries out a plan: one coordinator thread owns the state of the run and is the only caller of
 * the event sink; workers compute. In goes a plan and a session that can write, out comes an
 * outcome for each address.
 */
package dev.provision.run;
