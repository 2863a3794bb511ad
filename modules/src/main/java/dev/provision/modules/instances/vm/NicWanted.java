package dev.provision.modules.instances.vm;

import dev.provision.vsphere.exported.IpAddress;
import dev.provision.vsphere.exported.PortGroupRef;
import java.util.Optional;

/**
 * A NIC that is declared.
 *
 * @param modelIsLeft whether an existing card keeps its model, because an adopted VM does not say
 *     one
 * @param mac declared or computed; empty if vCenter chooses it
 * @param macIsDeclared whether the playbook names the MAC, so that another one is drift
 * @param connected whether it is connected; empty if the playbook does not say
 */
public record NicWanted(
    String name,
    PortGroupRef network,
    String model,
    boolean modelIsLeft,
    Optional<String> mac,
    boolean macIsDeclared,
    NicGuest guest,
    Optional<Boolean> connected) {
  /** Its main address. */
  public Optional<IpAddress> fixedIp() {
    return guest.addresses().stream().findFirst();
  }
}
