/** Networks: standard port groups, opaque networks, distributed switches and their port groups. */
package dev.provision.simulator.network;
