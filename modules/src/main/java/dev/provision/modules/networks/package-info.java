/** Networks: existing port groups by exact name or path. Out goes a {@code PortGroupRef}. */
package dev.provision.modules.networks;
