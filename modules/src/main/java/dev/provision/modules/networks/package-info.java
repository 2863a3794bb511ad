/**
 * Networks: existing port groups and opaque networks by exact name, path or key, and standard port
 * groups that are created on hosts. Output: a {@code PortGroupRef}.
 */
package dev.provision.modules.networks;
