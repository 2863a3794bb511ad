package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonStreamParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Another client that is govc. */
final class GovcClient implements OtherClient {
  /** Runs govc, which must succeed, and gives what it prints. */
  interface Govc {
    String run(String... arguments);
  }

  private final Govc govc;
  private final boolean copiesInherit;

  /**
   * @param copiesInherit whether a clone on this server has the extraConfig of its source, as on a
   *     vCenter; where it has not, {@link #copy} writes it, so that tests see what a vCenter does
   */
  GovcClient(Govc govc, boolean copiesInherit) {
    this.govc = govc;
    this.copiesInherit = copiesInherit;
  }

  @Override
  public String backing(String portGroup) {
    String found = govc.run("find", "-i", "/DC0/network", "-name", portGroup).strip();
    return found.startsWith("DistributedVirtualPortgroup:")
        ? found.substring(found.indexOf(':') + 1)
        : portGroup;
  }

  @Override
  public OtherAttributes attributes() {
    return new GovcAttributes(govc);
  }

  @Override
  public OtherTags tags() {
    return new GovcTags(govc);
  }

  @Override
  public OtherStores stores() {
    return new GovcStores(govc);
  }

  @Override
  public SeenVm vm(String path) {
    JsonObject vm =
        JsonParser.parseString(govc.run("vm.info", "-json", "-vm.ipath", path))
            .getAsJsonObject()
            .getAsJsonArray("virtualMachines")
            .get(0)
            .getAsJsonObject();
    JsonObject config = vm.getAsJsonObject("config");
    JsonObject hardware = config.getAsJsonObject("hardware");
    List<Long> disks = new ArrayList<>();
    List<String> cdroms = new ArrayList<>();
    List<SeenNic> nics = new ArrayList<>();
    for (JsonElement element : hardware.getAsJsonArray("device")) {
      JsonObject device = element.getAsJsonObject();
      if (device.has("capacityInKB")) {
        disks.add(device.get("capacityInKB").getAsLong() / 1024);
      } else if (hasMedium(device)) {
        cdroms.add(device.getAsJsonObject("backing").get("fileName").getAsString());
      } else if (device.has("macAddress")) {
        nics.add(new SeenNic(device.get("macAddress").getAsString(), backing(device)));
      }
    }
    return new SeenVm(
        config.get("instanceUuid").getAsString(),
        hardware.get("numCPU").getAsInt(),
        hardware.has("numCoresPerSocket") ? hardware.get("numCoresPerSocket").getAsInt() : 0,
        hardware.get("memoryMB").getAsLong(),
        vm.getAsJsonObject("runtime").get("powerState").getAsString().equals("poweredOn"),
        config.has("template") && config.get("template").getAsBoolean(),
        config.has("annotation") ? config.get("annotation").getAsString() : "",
        disks,
        cdroms,
        nics,
        extraConfig(config.getAsJsonArray("extraConfig")));
  }

  private static boolean hasMedium(JsonObject device) {
    return device.has("backing")
        && device.getAsJsonObject("backing").has("fileName")
        && device.getAsJsonObject("backing").get("fileName").getAsString().endsWith(".iso");
  }

  @Override
  public List<SeenDisk> disks(String path) {
    List<SeenDisk> disks = new ArrayList<>();
    JsonArray devices =
        JsonParser.parseString(govc.run("device.info", "-json", "-vm", path, "disk-*"))
            .getAsJsonObject()
            .getAsJsonArray("devices");
    for (JsonElement element : devices) {
      JsonObject backing = element.getAsJsonObject().getAsJsonObject("backing");
      disks.add(
          new SeenDisk(
              backing.get("fileName").getAsString(),
              backing.get("diskMode").getAsString(),
              element.getAsJsonObject().get("capacityInKB").getAsLong() >> 10));
    }
    disks.sort(Comparator.comparing(SeenDisk::file));
    return disks;
  }

  @Override
  public String identity(String path) {
    return govc.run("ls", "-i", path).strip();
  }

  private static String backing(JsonObject nic) {
    JsonObject backing = nic.getAsJsonObject("backing");
    return backing.has("port")
        ? backing.getAsJsonObject("port").get("portgroupKey").getAsString()
        : backing.get("deviceName").getAsString();
  }

  private static Map<String, String> extraConfig(JsonArray options) {
    Map<String, String> all = new LinkedHashMap<>();
    for (JsonElement option : options) {
      JsonElement value = option.getAsJsonObject().get("value");
      JsonElement text = value.isJsonObject() ? value.getAsJsonObject().get("_value") : value;
      if (text != null && !text.isJsonNull() && !text.getAsString().isEmpty()) {
        all.put(option.getAsJsonObject().get("key").getAsString(), text.getAsString());
      }
    }
    return all;
  }

  @Override
  public List<String> in(String folder) {
    return govc.run("ls", folder)
        .lines()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  @Override
  public void cpus(String path, int count) {
    govc.run("vm.change", "-vm", path, "-c", String.valueOf(count));
  }

  @Override
  public void note(String path, String text) {
    govc.run("vm.change", "-vm", path, "-annotation", text);
  }

  @Override
  public void template(String path) {
    govc.run("vm.markastemplate", path);
  }

  @Override
  public void option(String path, String key, String value) {
    govc.run("vm.change", "-vm", path, "-e", key + "=" + value);
  }

  @Override
  public void rename(String path, String name) {
    govc.run("object.rename", path, name);
  }

  @Override
  public void power(String path, boolean on) {
    govc.run("vm.power", on ? "-on" : "-off", path);
  }

  @Override
  public void delete(String path) {
    govc.run("vm.destroy", path);
  }

  @Override
  public void copy(String path, String name) {
    String folder = path.substring(0, path.lastIndexOf('/'));
    govc.run(
        "vm.clone",
        "-vm",
        path,
        "-on=false",
        "-folder",
        folder,
        "-pool",
        "/DC0/host/DC0_C0/Resources",
        name);
    if (!copiesInherit) {
      inherit(path, folder + "/" + name);
    }
  }

  private void inherit(String from, String to) {
    List<String> arguments = new ArrayList<>(List.of("vm.change", "-vm", to));
    vm(from)
        .extraConfig()
        .forEach(
            (key, value) -> {
              if (key.startsWith("provision.") || key.startsWith("guestinfo.")) {
                arguments.addAll(List.of("-e", key + "=" + value));
              }
            });
    govc.run(arguments.toArray(String[]::new));
  }

  @Override
  public void migrate(String path, String host) {
    govc.run("vm.migrate", "-host", host, path);
  }

  @Override
  public void snapshot(String path, String name) {
    govc.run("snapshot.create", "-m=false", "-vm", path, name);
  }

  @Override
  public void deleteFile(String file) {
    int end = file.indexOf(']');
    govc.run("datastore.rm", "-ds", file.substring(1, end), "-f", file.substring(end + 1).strip());
  }

  @Override
  public void removeFolder(String path) {
    govc.run("object.destroy", path);
  }

  @Override
  public void folder(String path) {
    govc.run("folder.create", path);
  }

  @Override
  public void move(String path, String folder) {
    govc.run("object.mv", path, folder);
  }

  @Override
  public Map<String, SeenRule> rules(String cluster) {
    Map<String, SeenRule> rules = new TreeMap<>();
    JsonElement found =
        JsonParser.parseString(govc.run("object.collect", "-json", cluster, "configurationEx"));
    JsonObject config = found.getAsJsonArray().get(0).getAsJsonObject().getAsJsonObject("val");
    if (config.get("rule") == null || config.get("rule").isJsonNull()) {
      return rules;
    }
    List<String> sorts = govc.run("cluster.rule.ls", "-cluster", cluster, "-l").lines().toList();
    for (JsonElement element : config.getAsJsonArray("rule")) {
      JsonObject rule = element.getAsJsonObject();
      List<String> vms = new ArrayList<>();
      for (JsonElement vm :
          rule.has("vm") && !rule.get("vm").isJsonNull()
              ? rule.getAsJsonArray("vm")
              : new JsonArray()) {
        JsonObject ref = vm.getAsJsonObject();
        String path =
            govc.run("ls", "-L", "VirtualMachine:" + ref.get("value").getAsString()).strip();
        vms.add(path.substring(path.lastIndexOf('/') + 1));
      }
      vms.sort(null);
      rules.put(
          rule.get("name").getAsString(),
          new SeenRule(
              sorts.contains(rule.get("name").getAsString() + " (ClusterAffinityRuleSpec)"),
              rule.has("mandatory") && rule.get("mandatory").getAsBoolean(),
              rule.get("enabled").getAsBoolean(),
              vms));
    }
    return rules;
  }

  @Override
  public void addRule(String cluster, String name, String... vms) {
    List<String> all =
        new ArrayList<>(
            List.of("cluster.rule.create", "-cluster", cluster, "-name", name, "-enable"));
    all.add("-anti-affinity");
    all.addAll(List.of(vms));
    govc.run(all.toArray(String[]::new));
  }

  @Override
  public String host(String path) {
    String host = govc.run("object.collect", "-s", path, "runtime.host").strip();
    return govc.run("object.collect", "-s", host, "name").strip();
  }

  @Override
  public void removeRule(String cluster, String name) {
    govc.run("cluster.rule.remove", "-cluster", cluster, "-name", name);
  }

  @Override
  public Map<String, List<String>> groups(String cluster) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (String name : govc.run("cluster.group.ls", "-cluster", cluster).lines().toList()) {
      groups.put(
          name,
          govc.run("cluster.group.ls", "-cluster", cluster, "-name", name)
              .lines()
              .map(path -> path.substring(path.lastIndexOf('/') + 1))
              .sorted()
              .toList());
    }
    return groups;
  }

  @Override
  public Map<String, String> overrides(String cluster) {
    JsonObject config =
        JsonParser.parseString(govc.run("object.collect", "-json", cluster, "configurationEx"))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("val");
    Map<String, String> drs = new TreeMap<>();
    for (JsonObject each : entries(config, "drsVmConfig")) {
      boolean on = each.get("enabled").getAsBoolean();
      drs.put(vm(each), on ? each.get("behavior").getAsString() : "disabled");
    }
    Map<String, String> ha = new TreeMap<>();
    for (JsonObject each : entries(config, "dasVmConfig")) {
      ha.put(vm(each), each.getAsJsonObject("dasSettings").get("restartPriority").getAsString());
    }
    Map<String, String> all = new TreeMap<>();
    Stream.of(drs, ha)
        .flatMap(some -> some.keySet().stream())
        .forEach(vm -> all.put(vm, drs.getOrDefault(vm, "-") + ", " + ha.getOrDefault(vm, "-")));
    return all;
  }

  private static List<JsonObject> entries(JsonObject config, String list) {
    List<JsonObject> all = new ArrayList<>();
    if (config.has(list) && !config.get(list).isJsonNull()) {
      config.getAsJsonArray(list).forEach(each -> all.add(each.getAsJsonObject()));
    }
    return all;
  }

  private String vm(JsonObject override) {
    String ref = override.getAsJsonObject("key").get("value").getAsString();
    String path = govc.run("ls", "-L", "VirtualMachine:" + ref).strip();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void rule(String cluster, String name, String... vms) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "cluster.rule.create",
                "-cluster",
                cluster,
                "-name",
                name,
                "-enable",
                "-anti-affinity"));
    for (String vm : vms) {
      line.add(vm.substring(vm.lastIndexOf('/') + 1)); // it looks among the cluster's, by name
    }
    govc.run(line.toArray(String[]::new));
  }

  @Override
  public Map<String, Integer> portGroups(String host) {
    JsonObject groups =
        JsonParser.parseString(
                govc.run("object.collect", "-json", host, "config.network.portgroup"))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("val");
    Map<String, Integer> vlans = new TreeMap<>();
    for (JsonElement element : groups.getAsJsonArray("_value")) {
      JsonObject spec = element.getAsJsonObject().getAsJsonObject("spec");
      vlans.put(spec.get("name").getAsString(), spec.get("vlanId").getAsInt());
    }
    return vlans;
  }

  @Override
  public void portGroup(String host, String name, int vlan) {
    govc.run(
        "host.portgroup.add",
        "-host",
        host,
        "-vswitch",
        "vSwitch0",
        "-vlan",
        String.valueOf(vlan),
        name);
  }

  @Override
  public void disk(String file, long mib) {
    String[] parts = parts(file);
    govc.run("datastore.mkdir", "-p", "-ds", parts[0], parts[1].replaceFirst("/[^/]*$", ""));
    govc.run("datastore.disk.create", "-ds", parts[0], "-size", mib + "M", parts[1]);
  }

  @Override
  public void attach(String path, String file) {
    String[] parts = parts(file);
    govc.run("vm.disk.attach", "-vm", path, "-ds", parts[0], "-disk", parts[1], "-link=false");
  }

  @Override
  public List<String> files(String folder) {
    String[] parts = parts(folder);
    return govc.run("datastore.ls", "-ds", parts[0], parts[1]).lines().sorted().toList();
  }

  @Override
  public List<String> logged(String path) {
    return messages(govc.run("events", "-json", "-n", "1000", "-type", "GeneralUserEvent", path));
  }

  /** The messages in what {@code govc events} prints, one JSON object after the other. */
  static List<String> messages(String events) {
    List<String> messages = new ArrayList<>();
    if (events.isBlank()) {
      return messages;
    }
    new JsonStreamParser(events)
        .forEachRemaining(
            event -> {
              String message = event.getAsJsonObject().get("message").getAsString();
              assertThat(message).startsWith("User logged event: ");
              messages.add(message.substring("User logged event: ".length()));
            });
    return messages;
  }

  /** The datastore, and the path below it. */
  private static String[] parts(String path) {
    return path.substring(1).split("\\] ?", 2);
  }

  @Override
  public RightsClient rights() {
    return new GovcRights(govc);
  }
}
