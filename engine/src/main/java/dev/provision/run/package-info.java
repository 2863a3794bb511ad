/**
 * Carries out a plan. One coordinator thread owns the state of the run and is the only caller of
 * the event sink; workers make the calls. Input: a plan and a session that can write. Output: an
 * outcome for each address.
 */
package dev.provision.run;
