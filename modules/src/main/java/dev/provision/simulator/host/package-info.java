/**
 * The managers of a host that keep its settings: services, firewall, time, advanced options,
 * access, power and autostart. Each is a file named as in vSphere.
 */
package dev.provision.simulator.host;
