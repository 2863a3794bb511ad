package dev.provision.modules.instances;

import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NicGuest;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.modules.instances.vm.WaitForSpec;
import dev.provision.modules.instances.vm.WaitForSpec.Until;
import dev.provision.spi.Declaration;
import dev.provision.spi.Late;
import dev.provision.vsphere.exported.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says when the addresses of a VM are known: at once if the playbook declares them, else when the
 * guest has one from DHCP and VMware Tools report it ({@code VirtualMachine.guest.net}). A resource
 * that reads an address earlier waits for it, as with {@code wait_for: ip}.
 */
final class AddressWait {
  private static final String IP = "ip";
  private static final List<String> ALL = List.of("ips", "networks");

  private AddressWait() {}

  /** The attributes that are known only later, and why one of them never will be. */
  static Map<String, Late> late(Declaration<InstanceSpec> declaration) {
    List<NicSpec> nics = List.copyOf(declaration.spec().networks().values());
    Map<String, Late> late = new LinkedHashMap<>();
    try {
      boolean declared = nics.stream().anyMatch(AddressWait::isDeclared);
      boolean unsaid = declaration.common().adopt() && nics.isEmpty();
      boolean asked = unsaid || nics.stream().anyMatch(AddressWait::asksDhcp);
      Late dhcp = new Late("which DHCP gives", never(declaration));
      if (!declared) {
        late.put(IP, asked ? dhcp : new Late("which it does not have", Optional.of(none())));
      }
      if (asked) {
        ALL.forEach(name -> late.put(name, dhcp));
      }
    } catch (IllegalArgumentException e) {
      return Map.of(); // an invalid address, which NicRules reports
    }
    return late;
  }

  private static Late.Never none() {
    return new Late.Never(
        "networks",
        "none of its NICs gets an IPv4 address",
        "give it a NIC with DHCP or with a `fixed_ip` of IPv4");
  }

  private static Optional<Late.Never> never(Declaration<InstanceSpec> declaration) {
    InstanceSpec spec = declaration.spec();
    String it = "`" + declaration.address() + "`";
    Optional<Power> other = spec.power().filter(power -> power != Power.ON);
    if (other.isPresent()) {
      return Optional.of(
          new Late.Never(
              "power",
              it + " never gets one with `power: " + other.get().word() + "`",
              "switch it on, or give it a `fixed_ip`"));
    }
    boolean off =
        declaration.fields().containsKey("wait_for")
            && spec.waitFor().isNone()
            && spec.waitFor().until().equals(Optional.of(Until.NONE));
    return off
        ? Optional.of(
            new Late.Never(
                "wait_for",
                "`wait_for: none` of " + it + " does not wait for it",
                "write `wait_for: ip` there or leave it out, or give it a `fixed_ip`"))
        : Optional.empty();
  }

  private static boolean isDeclared(NicSpec nic) {
    return Stream.concat(nic.fixedIp().stream(), nic.addresses().stream())
        .map(IpAddress::parse)
        .anyMatch(address -> IpAddress.isUsableV4(address.text()));
  }

  private static boolean asksDhcp(NicSpec nic) {
    return !isDeclared(nic) && NicGuest.of(nic).asksDhcp();
  }

  /**
   * Whether all attributes that others read are known; if {@code wait_for} asks for an address
   * itself, nothing more is waited for.
   */
  static boolean isOver(Set<String> read, InstanceDesired desired, InstanceState vm) {
    WaitForSpec wait = desired.spec().waitFor();
    boolean named =
        wait.ip().isPresent()
            || wait.tcp().isPresent()
            || wait.until().equals(Optional.of(Until.IP));
    if (read.isEmpty() || named) {
      return true;
    }
    boolean all = ALL.stream().noneMatch(read::contains) || hasAll(desired, vm);
    return all && (!read.contains(IP) || NovaWords.attributes(vm).containsKey(IP));
  }

  private static boolean hasAll(InstanceDesired desired, InstanceState vm) {
    return desired.nics().stream()
        .filter(nic -> asksDhcp(desired.spec().networks().get(nic.name())))
        .allMatch(nic -> VmReadiness.hasAddress(vm, nic.name()));
  }
}
