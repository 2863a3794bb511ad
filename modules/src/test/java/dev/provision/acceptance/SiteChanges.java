package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

/** A change in each section of {@code playbooks/site.yml}. */
final class SiteChanges {
  /** Each as the playbook has it, and as it is changed. */
  private static final Map<String, String> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put("  DC1: {}", "  DC1: {custom_attributes: {site: one}}");
    CHANGES.put("  owner: {type: VirtualMachine}", "  owner: {type: VirtualMachine}\n  site: {}");
    CHANGES.put("/DC1/vm/apps/web}", "/DC1/vm/apps/web, vsphere_tags: [place/here]}");
    CHANGES.put("  tier: {card", "  place: {cardinality: single, tags: {here: ''}}\n  tier: {card");
    CHANGES.put("gold: mirrored", "gold: mirrored twice");
    CHANGES.put("migration_threshold: 3", "migration_threshold: 4");
    CHANGES.put("{left: [esx-p-1.lab.example.com, ", "{left: [");
    CHANGES.put("[ntp1.example.com, ntp2.example.com]}\n    dns", "[ntp1.example.com]}\n    dns");
    CHANGES.put("servers: [10.0.0.53]", "servers: [10.0.0.54]");
    CHANGES.put("TSM-SSH: {policy: off, running: false}", "TSM-SSH: {policy: on, running: true}");
    CHANGES.put("tcp://log.example.com:514", "tcp://log2.example.com:514");
    CHANGES.put("ESXiShellInteractiveTimeOut: 600", "ESXiShellInteractiveTimeOut: 900");
    CHANGES.put("lockdown: normal", "lockdown: off");
    CHANGES.put("mtu: 9000\n    discovery", "mtu: 8000\n    discovery");
    CHANGES.put("vmotion: {shares: low}", "vmotion: {shares: high}");
    CHANGES.put("vlan: 42", "vlan: 52");
    CHANGES.put("mtu: 9000, services: [vmotion]", "mtu: 8000, services: [vmotion]");
    CHANGES.put("hosts: {cluster: prod}, folder: storage", "hosts: all, folder: storage");
    CHANGES.put("space: {threshold: 80}", "space: {threshold: 70}");
    CHANGES.put("cpu: {shares: low}", "cpu: {shares: normal}");
    CHANGES.put("VirtualMachine.Interact.ConsoleInteract]", "VirtualMachine.Interact.Reset]");
    CHANGES.put("propagate: true", "propagate: false");
    CHANGES.put("vcpus: 1, ram: 2 GiB, disk: 20 GiB", "vcpus: 2, ram: 4 GiB, disk: 30 GiB");
    CHANGES.put("{owner: web-team}", "{owner: other-team}");
    CHANGES.put("networks: {eth0: db}", "networks: {eth0: app}\n    power: off");
    CHANGES.put("    resource_pool: gold\n", "    resource_pool: bronze\n");
  }

  private SiteChanges() {}

  /** All of them in the playbook's text. */
  static String in(String text) {
    String changed = text;
    for (Map.Entry<String, String> each : CHANGES.entrySet()) {
      assertThat(changed).contains(each.getKey());
      changed = changed.replace(each.getKey(), each.getValue());
    }
    return changed;
  }
}
