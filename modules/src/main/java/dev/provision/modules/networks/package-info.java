/**
 * Networks: existing port groups and opaque networks by exact name, path or key. Output: a {@code
 * PortGroupRef}.
 */
package dev.provision.modules.networks;
