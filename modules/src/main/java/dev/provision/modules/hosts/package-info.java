/**
 * ESXi hosts in a vCenter: added, moved, evacuated, set up and removed. Out goes a {@code HostRef}.
 */
package dev.provision.modules.hosts;
