package dev.provision.acceptance;

import dev.provision.referee.Referee;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A vcsim inventory as govc finds it, and a playbook that adopts all of it. */
final class FoundInventory {
  private final Referee referee;
  private final List<String> datacenters;
  private final StringBuilder text = new StringBuilder();
  private int adopted;

  FoundInventory(Referee referee) {
    this.referee = referee;
    this.datacenters = find("d");
  }

  private List<String> find(String type) {
    return referee.govc("find", "/", "-type", type).lines().sorted().toList();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String above(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static String list(List<String> paths) {
    return paths.stream()
        .map(path -> "\"" + path + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** How many resources of {@link #playbook} adopt something. */
  int adopted() {
    return adopted;
  }

  /** Whether the server made it with what contains it. */
  private boolean isTop(String folder) {
    return folder.equals("/")
        || datacenters.contains(above(folder))
            && List.of("vm", "host", "datastore", "network").contains(name(folder));
  }

  private void section(String section, Map<String, String> entries, boolean adopts) {
    if (entries.isEmpty()) {
      return;
    }
    text.append(section).append(":\n");
    entries.forEach(
        (name, fields) ->
            text.append("  \"").append(name).append("\": {").append(fields).append("}\n"));
    adopted += adopts ? entries.size() : 0;
  }

  String playbook() {
    text.append("name: taken\nvcenter: VCENTER\n");
    Map<String, String> all = new TreeMap<>();
    datacenters.forEach(
        path ->
            all.put(
                name(path),
                (above(path).isEmpty() ? "" : "folder: " + above(path) + ", ") + "adopt: true"));
    section("datacenters", all, true);
    all.clear();
    List<String> pods = find("StoragePod");
    find("f").stream()
        .filter(path -> !isTop(path) && !pods.contains(path))
        .forEach(path -> all.put("f" + all.size(), "path: \"" + path + "\", adopt: true"));
    section("folders", all, true);
    all.clear();
    List<String> apps = find("a");
    find("p").stream()
        .filter(path -> !name(path).equals("Resources") && !apps.contains(path))
        .forEach(path -> all.put(name(path), "parent: \"" + above(path) + "\", adopt: true"));
    section("resource_pools", all, true);
    all.clear();
    find("c").forEach(path -> all.put(name(path), "path: \"" + path + "\""));
    section("clusters", all, false);
    all.clear();
    hosts(all);
    section("hosts", all, true);
    all.clear();
    find("s")
        .forEach(
            path -> all.putIfAbsent(name(path), "folder: \"" + above(path) + "\", adopt: true"));
    section("datastores", all, true);
    all.clear();
    find("m").forEach(path -> all.put("i" + all.size(), "path: \"" + path + "\", adopt: true"));
    section("instances", all, true);
    networks();
    return text.toString();
  }

  /** By what they are in: a cluster, or a compute resource of their own that stands in a folder. */
  private void hosts(Map<String, String> all) {
    List<String> clusters = find("c");
    find("h")
        .forEach(
            path ->
                all.put(
                    name(path),
                    (clusters.contains(above(path))
                            ? "cluster: " + name(above(path))
                            : "folder: \"" + above(above(path)) + "\"")
                        + ", adopt: true"));
  }

  /** All are looked up; standard port groups of hosts are adopted too. */
  private void networks() {
    Map<String, String> all = new TreeMap<>();
    find("n").forEach(path -> all.put("n" + all.size(), "port_group: \"" + path + "\""));
    section("networks", all, false);
    String more = "  \"%s\": {switch: vSwitch0, hosts: " + list(find("h")) + ", adopt: true}\n";
    for (String group : List.of("Management Network", "VM Network")) {
      text.append(more.formatted(group));
      adopted++;
    }
  }
}
