package dev.provision.modules.instances;

import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.parts.VmCondition;
import dev.provision.modules.instances.parts.VmTask;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NicMarks;
import dev.provision.modules.instances.vm.VmRescue;
import dev.provision.vsphere.exported.IpAddress;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The attributes of a VM in the words of {@code nova list}, for expressions and for the list. */
final class NovaWords {
  private NovaWords() {}

  static Map<String, Object> attributes(InstanceState vm) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    List<String> ips = ips(vm);
    if (!vm.uuid().isEmpty()) {
      attributes.put("id", vm.uuid()); // vCenter does not show it while the VM is out of reach
    }
    attributes.put("name", EntityName.shown(vm.vm().name()));
    attributes.put("path", vm.path().toString());
    if (!ips.isEmpty()) {
      attributes.put("ip", ips.get(0));
    }
    attributes.put("ips", ips);
    macs(vm).stream().findFirst().ifPresent(mac -> attributes.put("mac", mac));
    attributes.put("status", status(vm));
    attributes.put("task_state", vm.condition().task().orElse("-"));
    attributes.put("power_state", powerState(vm));
    attributes.put("networks", networks(vm));
    attributes.put("host", vm.place().host());
    return attributes;
  }

  /**
   * As in Nova, a running task can change the status ({@code nova/api/openstack/common.py}, {@code
   * _STATE_MAP}).
   */
  private static String status(InstanceState vm) {
    String task = vm.condition().task().orElse("");
    if (task.equals(VmTask.SPAWNING)) {
      return "BUILD";
    }
    if (vm.condition().reach() == VmCondition.Reach.LOST) {
      return "ERROR";
    }
    boolean rescued = VmRescue.of(vm.vm()).isPresent();
    if (rescued || vm.power() == Power.SUSPENDED) {
      return rescued ? "RESCUE" : "SUSPENDED";
    }
    if (task.startsWith("resize_")) {
      return "RESIZE";
    }
    return switch (task) {
      case "rebuilding" -> "REBUILD";
      case "migrating" -> "MIGRATING";
      case "rebooting_hard" -> "HARD_REBOOT";
      default -> vm.power() == Power.ON ? "ACTIVE" : "SHUTOFF";
    };
  }

  /** Nova says NOSTATE of an instance that its driver does not find, whatever was known before. */
  private static String powerState(InstanceState vm) {
    if (vm.condition().reach() != VmCondition.Reach.SEEN) {
      return "NOSTATE";
    }
    return switch (vm.power()) {
      case ON -> "Running";
      case OFF -> "Shutdown";
      case SUSPENDED -> "Suspended";
    };
  }

  /** MACs in the order of the playbook's NICs; without our mark, in the order of the devices. */
  private static List<String> macs(InstanceState vm) {
    List<String> macs = new ArrayList<>();
    NicMarks.read(vm.mark(Marks.NICS)).values().stream()
        .map(NicMarks.Entry::mac)
        .filter(mac -> !mac.isEmpty())
        .forEach(macs::add);
    if (macs.isEmpty()) {
      vm.nics().forEach(nic -> macs.add(nic.mac()));
    }
    return macs;
  }

  /** For each NIC in our mark the addresses that Tools report, else the declared ones. */
  private static Map<String, List<String>> byNetwork(InstanceState vm) {
    Map<String, List<String>> networks = new LinkedHashMap<>();
    NicMarks.read(vm.mark(Marks.NICS))
        .forEach(
            (name, nic) -> {
              List<String> seen = reported(vm, nic.mac());
              List<String> ips =
                  seen.isEmpty()
                      ? nic.addresses().stream().filter(IpAddress::isUsableV4).toList()
                      : seen;
              networks.computeIfAbsent(nic.network(), n -> new ArrayList<>()).addAll(ips);
            });
    return networks;
  }

  /** The usable IPv4 addresses that Tools report for a NIC. */
  static List<String> reported(InstanceState vm, String mac) {
    return vm.guest().addresses().getOrDefault(mac, List.of()).stream()
        .filter(IpAddress::isUsableV4)
        .toList();
  }

  private static List<String> ips(InstanceState vm) {
    List<String> ips = new ArrayList<>();
    byNetwork(vm).values().forEach(ips::addAll);
    if (ips.isEmpty()) {
      vm.nics().forEach(nic -> ips.addAll(reported(vm, nic.mac())));
    }
    return ips;
  }

  /**
   * {@code net2=192.168.0.4; private=10.0.0.2, 10.0.0.3}: sorted by name and without networks that
   * have no address, as novaclient prints them (servers.py, {@code networks}; utils.py, {@code
   * format_servers_list_networks}).
   */
  private static String networks(InstanceState vm) {
    return new TreeMap<>(byNetwork(vm))
        .entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> each.getKey() + "=" + String.join(", ", each.getValue()))
            .collect(Collectors.joining("; "));
  }

  /** The MAC of a NIC by its name in the playbook; empty until it is known. */
  static Optional<String> mac(InstanceState vm, String nic) {
    return Optional.ofNullable(NicMarks.read(vm.mark(Marks.NICS)).get(nic))
        .map(NicMarks.Entry::mac)
        .filter(mac -> !mac.isEmpty());
  }
}
