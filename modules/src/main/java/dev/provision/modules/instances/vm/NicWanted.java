package dev.provision.modules.instances.vm;

import dev.provision.vsphere.exported.PortGroupRef;
import java.util.Optional;

/**
 * A NIC that is declared.
 *
 * @param mac declared or computed; empty when vCenter makes it
 * @param macIsDeclared whether the playbook names the MAC, so that another one is drift
 * @param connected whether the cable is in; empty for what is usual
 */
public record NicWanted(
    String name,
    PortGroupRef network,
    String model,
    Optional<String> mac,
    boolean macIsDeclared,
    NicGuest guest,
    Optional<Boolean> connected) {
  /** The address that it is known by. */
  public Optional<IpAddress> fixedIp() {
    return guest.addresses().stream().findFirst();
  }
}
