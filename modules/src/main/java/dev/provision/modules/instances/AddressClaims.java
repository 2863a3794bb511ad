package dev.provision.modules.instances;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.guest.ToolsReport;
import dev.provision.modules.instances.nics.VmNetworks;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.NicMarks;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.spi.Claim;
import dev.provision.spi.Claimed;
import dev.provision.spi.Declaration;
import dev.provision.vsphere.exported.IpText;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.Interest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds IP addresses that two machines in one network would share. A VM has the addresses that its
 * guest reports ({@code VirtualMachine.guest.net}); a VM of ours also has those in its mark, even
 * while it is off.
 */
final class AddressClaims {
  private AddressClaims() {}

  /** Before networks are looked up: they are found apart by what they are in the playbook. */
  static List<Claim> of(
      Declaration<InstanceSpec> declaration, BiFunction<String, String, String> standsFor) {
    return of(
        declaration.spec(), nic -> standsFor.apply("networks", nic.getValue().network().name()));
  }

  /** Once the port groups are found, networks are found apart by them. */
  static List<Claim> of(InstanceDesired desired) {
    Map<String, String> networks = new LinkedHashMap<>();
    desired.nics().forEach(nic -> networks.put(nic.name(), key(nic.network())));
    return of(desired.spec(), nic -> networks.get(nic.getKey()));
  }

  private static List<Claim> of(
      InstanceSpec spec, Function<Map.Entry<String, NicSpec>, String> network) {
    List<Claim> claims = new ArrayList<>();
    for (Map.Entry<String, NicSpec> nic : spec.networks().entrySet()) {
      Set<String> found = new HashSet<>(); // twice on one NIC is once
      addresses(nic.getValue())
          .forEach(
              (field, written) -> {
                String address = IpText.canonical(written.split("/", 2)[0]);
                if (found.add(address)) {
                  claims.add(
                      new Claim(
                          network.apply(nic) + " " + address,
                          written.split("/", 2)[0]
                              + " in `"
                              + nic.getValue().network().name()
                              + "`",
                          "networks." + nic.getKey() + "." + field));
                }
              });
    }
    return claims;
  }

  /** The addresses as written, by their field in the NIC. */
  private static Map<String, String> addresses(NicSpec nic) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < nic.fixedIp().size(); i++) {
      all.put(nic.fixedIp().size() == 1 ? "fixed_ip" : "fixed_ip." + i, nic.fixedIp().get(i));
    }
    for (int i = 0; i < nic.addresses().size(); i++) {
      all.put("addresses." + i, nic.addresses().get(i));
    }
    return all;
  }

  /** All declared addresses, in the form that {@link Interest#addresses} takes. */
  static Set<String> addresses(InstanceSpec spec) {
    Set<String> all = new HashSet<>();
    spec.networks()
        .values()
        .forEach(
            nic ->
                addresses(nic)
                    .values()
                    .forEach(written -> all.add(IpText.canonical(written.split("/", 2)[0]))));
    return all;
  }

  /** The addresses of all VMs that were read in full: VMs of interest and the environment's own. */
  static List<Claimed> claimed(Inventory inventory) {
    List<Claimed> claimed = new ArrayList<>();
    for (Item vm : inventory.all("VirtualMachine")) {
      if (inventory.isFull(vm.ref()) && vm.properties().containsKey(Devices.HARDWARE)) {
        claimed(vm, inventory, claimed);
      }
    }
    return claimed;
  }

  private static void claimed(Item vm, Inventory inventory, List<Claimed> to) {
    Map<String, List<String>> byMac = new LinkedHashMap<>();
    ToolsReport.read(vm)
        .addresses()
        .forEach((mac, all) -> byMac.computeIfAbsent(mac, m -> new ArrayList<>()).addAll(all));
    // a manual copy of a VM has the mark too, even if its guest never ran
    if (Marks.owned(vm).isPresent()) {
      NicMarks.read(Marks.of(vm, Marks.NICS))
          .values()
          .forEach(
              nic ->
                  byMac.computeIfAbsent(nic.mac(), m -> new ArrayList<>()).addAll(nic.addresses()));
    }
    if (byMac.isEmpty()) {
      return;
    }
    for (NicSeen nic : VmNetworks.read(vm, inventory)) {
      byMac.getOrDefault(nic.mac(), List.of()).stream()
          .map(IpText::canonical)
          .distinct()
          .forEach(
              address ->
                  to.add(
                      new Claimed(
                          key(nic, vm, inventory) + " " + address,
                          inventory.path(vm.ref()).toString())));
    }
  }

  /**
   * vCenter too has one network object for all standard port groups of one name in a datacenter.
   */
  private static String key(PortGroupRef network) {
    if (network.opaque().isPresent()) {
      return network.opaque().get().id();
    }
    return network.isDistributed() ? network.portgroupKey() : network.ref().getVal();
  }

  /** A server may give only the name in a standard backing, so it is looked up on the VM's host. */
  private static String key(NicSeen nic, Item vm, Inventory inventory) {
    if (nic.ref().isPresent()) {
      return nic.ref().get().getVal();
    }
    return vm.get("runtime.host", ManagedObjectReference.class).flatMap(inventory::get).stream()
        .flatMap(
            host ->
                Stream.of(
                    host.get("network", ManagedObjectReference[].class)
                        .orElse(new ManagedObjectReference[0])))
        .filter(ref -> ref.getType().equals("Network"))
        .filter(ref -> inventory.get(ref).filter(n -> n.name().equals(nic.network())).isPresent())
        .map(ManagedObjectReference::getVal)
        .findFirst()
        .orElse(nic.network());
  }
}
