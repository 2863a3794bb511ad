package dev.provision.acceptance;

import dev.provision.referee.Referee;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A vcsim inventory as govc finds it, and a playbook that adopts all of it. */
final class FoundInventory {
  /** Paths by the API's types. */
  private final Map<String, List<String>> found = new TreeMap<>();

  private final StringBuilder text = new StringBuilder("name: taken\nvcenter: VCENTER\n");
  private int adopted;

  FoundInventory(Referee referee) {
    for (String line : referee.govc("find", "-l", "/").lines().sorted().toList()) {
      String[] parts = line.split(" +", 2);
      found.computeIfAbsent(parts[0], type -> new ArrayList<>()).add(parts[1]);
    }
    places();
    computers();
    section("datastores", named("Datastore", "folder"));
    section("datastore_clusters", named("StoragePod", "folder"));
    section("instances", numbered("VirtualMachine", "path"));
    section("switches", named("DistributedVirtualSwitch", "folder"));
    networks();
    vmkernels();
  }

  /** The playbook; {@code VCENTER} stands for the connection. */
  String playbook() {
    return text.toString();
  }

  /** How many resources of {@link #playbook} adopt something. */
  int adopted() {
    return adopted;
  }

  private List<String> all(String type) {
    return found.getOrDefault(type, List.of());
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String above(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /**
   * Entries that are called as the objects are, and say in one field what contains them. Of two
   * that are called alike, in two datacenters, a playbook can say one.
   */
  private Map<String, String> named(String type, String field) {
    Map<String, String> entries = new TreeMap<>();
    for (String path : all(type)) {
      String above = above(path);
      entries.putIfAbsent(name(path), above.isEmpty() ? "" : field + ": \"" + above + "\", ");
    }
    return entries;
  }

  /** Entries that say in one field which object they are. */
  private Map<String, String> numbered(String type, String field) {
    Map<String, String> entries = new LinkedHashMap<>();
    all(type).forEach(path -> entries.put("it" + entries.size(), field + ": \"" + path + "\", "));
    return entries;
  }

  private void section(String section, Map<String, String> entries) {
    if (!entries.isEmpty()) {
      text.append(section).append(":\n");
      entries.forEach(
          (name, fields) -> text.append("  \"%s\": {%sadopt: true}\n".formatted(name, fields)));
      adopted += entries.size();
    }
  }

  /** What people make: datacenters, folders, pools and vApps. The others come with these. */
  private void places() {
    section("datacenters", named("Datacenter", "folder"));
    Map<String, String> folders = numbered("Folder", "path");
    List<String> tops = List.of("vm", "host", "datastore", "network");
    folders
        .values()
        .removeIf(
            field -> {
              String path = field.substring(field.indexOf('"') + 1, field.lastIndexOf('"'));
              return path.equals("/")
                  || tops.contains(name(path)) && all("Datacenter").contains(above(path));
            });
    section("folders", folders);
    Map<String, String> pools = named("ResourcePool", "parent");
    pools.remove("Resources");
    section("resource_pools", pools);
    section("vapps", named("VirtualApp", "parent"));
  }

  /** A host is in a cluster, or in a compute resource of its own, which stands in a folder. */
  private void computers() {
    section("clusters", named("ClusterComputeResource", "folder"));
    Map<String, String> hosts = new TreeMap<>();
    for (String path : all("HostSystem")) {
      boolean alone = all("ComputeResource").contains(above(path));
      String in = alone ? "folder: \"" + above(above(path)) : "cluster: \"" + name(above(path));
      hosts.put(name(path), in + "\", ");
    }
    section("hosts", hosts);
  }

  /** All but uplinks are looked up; standard port groups of all hosts are adopted too. */
  private void networks() {
    String hosts =
        all("HostSystem").stream()
            .map(path -> "\"" + path + "\"")
            .collect(Collectors.joining(", ", "switch: vSwitch0, hosts: [", "], "));
    section("networks", Map.of("Management Network", hosts, "VM Network", hosts));
    for (String type : List.of("Network", "DistributedVirtualPortgroup", "OpaqueNetwork")) {
      List<String> paths =
          all(type).stream().filter(path -> !path.contains("-DVUplinks-")).toList();
      for (int i = 0; i < paths.size(); i++) {
        text.append("  seen%s%d: {port_group: \"%s\"}\n".formatted(type, i, paths.get(i)));
      }
    }
  }

  /** The one with which every host of vcsim is born. */
  private void vmkernels() {
    Map<String, String> adapters = new TreeMap<>();
    for (String path : all("HostSystem")) {
      adapters.put(
          name(path) + " vmk0",
          "host: \"%s\", network: Management Network, device: vmk0, ".formatted(name(path)));
    }
    section("vmkernels", adapters);
  }
}
