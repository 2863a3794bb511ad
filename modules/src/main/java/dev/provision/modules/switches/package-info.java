/**
 * Switches: distributed ones, with the hosts that are their members and the NICs on their uplinks.
 * Out goes a {@code SwitchRef}.
 */
package dev.provision.modules.switches;
