package dev.provision.proof.worlds;

import dev.provision.contract.KindSamples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an entry of a playbook can be, and how its choices become fields. Most fields are those of
 * the samples in {@code kinds/}.
 */
enum Sort {
  INSTANCE("instances", "i"),
  VOLUME("volumes", "v"),
  NETWORK("networks", "n"),
  FOLDER("folders", "f"),
  POOL("resource_pools", "p"),
  TAGS("vsphere_tags", "t"),
  FLAVOR("flavors", "s"),
  IMAGE("images", "m"),
  GROUP("server_groups", "g"),
  ATTRIBUTE("custom_attributes", "a"),
  ROLE("roles", "r"),
  PERMISSION("permissions", "o"),
  LICENSE("licenses", "l"),
  VAPP("vapps", "u"),
  DATACENTER("datacenters", "d"),
  CLUSTER("clusters", "c"),
  HOST("hosts", "h"),
  DATASTORE("datastores", "e"),
  POD("datastore_clusters", "b"),
  SWITCH("switches", "w"),
  VMKERNEL("vmkernels", "k");

  private static final Map<String, List<Map.Entry<String, KindSamples.Sample>>> ROWS =
      new ConcurrentHashMap<>();

  private final String section;
  private final String prefix;

  Sort(String section, String prefix) {
    this.section = section;
    this.prefix = prefix;
  }

  String section() {
    return section;
  }

  String prefix() {
    return prefix;
  }

  Map<String, Object> fields(Book book, int number, Picks fixed, Picks free) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (this) {
      case FLAVOR -> flavor(fields, free);
      case IMAGE -> {
        int way = fixed.of(5);
        fields.put(
            way == 4 ? "source" : "template",
            way == 4 ? "disk.vmdk" : way % 2 == 0 ? "/DC0/vm/SEED" : "/DC0/vm/BARE");
      }
      case GROUP ->
          fields.put(
              "policy",
              free.from(
                  List.of("soft-anti-affinity", "anti-affinity", "affinity", "soft-affinity")));
      case VOLUME -> volume(fields, fixed, free);
      case NETWORK -> network(book, fields, fixed, free);
      case FOLDER -> folder(book, fields, number, fixed, free);
      case POOL -> pool(book, fields, fixed, free);
      case VAPP -> pool(book, fields, fixed, free);
      case TAGS -> tags(fields, free);
      case ATTRIBUTE -> fields.put("type", fixed.from(List.of("VirtualMachine", "global")));
      case ROLE ->
          fields.put(
              "privileges",
              free.from(
                  List.of(
                      "[VirtualMachine.Interact.PowerOn]",
                      "[VirtualMachine.Interact.PowerOn, VirtualMachine.Interact.PowerOff]",
                      "[Folder.Create]")));
      case PERMISSION -> permission(book, fields, number, fixed, free);
      case LICENSE -> license(fields, number, free);
      case DATACENTER -> rows("datacenters", fields, free);
      case CLUSTER -> {
        fields.put("drs", new LinkedHashMap<>(Map.of("enabled", "true")));
        rows("clusters", fields, free);
      }
      case HOST -> host(book, fields, fixed, free);
      case DATASTORE -> datastore(book, fields, number, fixed, free);
      case POD -> rows("datastore_clusters", fields, free);
      case SWITCH -> dvs(fields, fixed, free);
      case VMKERNEL -> vmkernel(book, fields, number, fixed, free);
      case INSTANCE -> instance(book, fields, fixed, free);
      default -> throw new AssertionError(this);
    }
    return fields;
  }

  private static void flavor(Map<String, Object> fields, Picks free) {
    fields.put("vcpus", 1 + free.of(3));
    fields.put("ram", 64 * (1 + free.of(3)) + " MiB");
    if (free.once(3)) {
      fields.put("disk", 10 + free.of(3) + " GiB");
    }
    if (free.once(3)) {
      fields.put("cpu_hot_add", "true");
    }
    if (free.once(4)) {
      fields.put("ephemeral", "1 GiB");
    }
    if (free.once(4)) {
      fields.put("extra_specs", "{'quota:cpu_limit': " + (500 + 500 * free.of(2)) + "}");
    }
  }

  private static void volume(Map<String, Object> fields, Picks fixed, Picks free) {
    if (fixed.once(2)) {
      fields.put("datastore", fixed.from(List.of("ds0", "ds1")));
    }
    fields.put("size", 1 + free.of(3) + " GiB");
    if (free.once(3)) {
      fields.put("type", free.from(List.of("thin", "thick", "eagerZeroedThick")));
    }
  }

  private void network(Book book, Map<String, Object> fields, Picks fixed, Picks free) {
    switch (fixed.of(5)) {
      case 0 -> fields.put("port_group", "VM Network");
      case 1 -> fields.put("port_group", "DVPG0");
      case 2 -> {
        fields.put("switch", "vSwitch0");
        fields.put("hosts", fixed.from(List.of("[H0, H1, H2]", "[H0]", "[H0, H1]")));
        rows("networks", fields, free);
      }
      default -> {
        List<String> switches = book.names("switches", "uplinks");
        String name =
            switches.isEmpty()
                ? book.need("switches", "w0", "{uplinks: [left, right]}")
                : fixed.from(switches);
        fields.put("switch", name);
        rows("networks/distributed", fields, free);
      }
    }
  }

  private static void folder(
      Book book, Map<String, Object> fields, int number, Picks fixed, Picks free) {
    String tree = fixed.from(List.of("vm", "vm", "vm", "host", "network", "datastore"));
    List<String> above = new ArrayList<>();
    for (String each : book.names("folders")) {
      Object path = book.fields("folders", each).get("path");
      if (path != null && path.toString().startsWith("/DC0/" + tree + "/")) {
        above.add(path.toString());
      }
    }
    above.add(0, "/DC0/" + tree);
    fields.put("path", fixed.from(above) + "/f" + number);
    values(book, fields, free, false);
  }

  /** Tags and custom attributes of a thing. */
  private static void values(Book book, Map<String, Object> fields, Picks free, boolean machine) {
    if (free.once(5)) {
      List<String> categories = book.names("vsphere_tags");
      String category =
          categories.isEmpty()
              ? book.need("vsphere_tags", "t0", "{tags: {gold: paid, tin: ''}}")
              : free.from(categories);
      fields.put("vsphere_tags", "[" + category + "/gold]");
    }
    if (free.once(5)) {
      if (machine) {
        fields.put("custom_attributes", "{backup: " + free.from(List.of("daily", "weekly")) + "}");
      } else {
        fields.put(
            "custom_attributes",
            "{" + book.need("custom_attributes", "a0", "{type: global}") + ": x}");
      }
    }
  }

  private void pool(Book book, Map<String, Object> fields, Picks fixed, Picks free) {
    List<String> pools = book.names("resource_pools");
    if (fixed.once(3) && !pools.isEmpty()) {
      fields.put("parent", fixed.from(pools));
    }
    rows(section, fields, free);
    if (this == POOL) {
      values(book, fields, free, false);
    }
  }

  private static void tags(Map<String, Object> fields, Picks free) {
    fields.put(
        "tags",
        free.from(
            List.of("{gold: paid}", "{gold: paid, tin: ''}", "{gold: free, tin: x, zinc: ''}")));
    if (free.once(3)) {
      fields.put("cardinality", "multiple");
    }
    if (free.once(4)) {
      fields.put("types", "[VirtualMachine, Folder, ResourcePool]");
    }
    if (free.once(4)) {
      fields.put("description", free.from(List.of("one", "two")));
    }
  }

  private static void permission(
      Book book, Map<String, Object> fields, int number, Picks fixed, Picks free) {
    List<String> on = new ArrayList<>(List.of("/DC0", "/DC0/vm/shelf"));
    on.addAll(book.names("folders"));
    fields.put("on", fixed.from(on));
    fields.put("principal", "'LAB\\team" + number + "'");
    List<String> roles = new ArrayList<>(List.of("ReadOnly"));
    roles.addAll(book.names("roles"));
    fields.put("role", free.from(roles));
    if (free.once(2)) {
      fields.put("propagate", free.of(2) == 0 ? "false" : "true");
    }
    if (fixed.once(2)) {
      fields.put("group", "true");
    }
  }

  private static void license(Map<String, Object> fields, int number, Picks free) {
    char letter = (char) ('A' + number % 26);
    String five = ("" + letter).repeat(5);
    fields.put("key", five + "-ABCDE-ABCDE-ABCDE-" + five);
    if (free.once(2)) {
      fields.put("labels", "{cost: '" + free.of(3) + "'}");
    }
  }

  private static void host(Book book, Map<String, Object> fields, Picks fixed, Picks free) {
    String address = fixed.from(List.of("esx1", "esx2"));
    fields.put("address", address);
    List<String> clusters = new ArrayList<>(book.names("clusters"));
    if (clusters.isEmpty()) {
      clusters.add(book.need("clusters", "DC0_C0", "{}"));
    }
    fields.put("cluster", fixed.from(clusters));
    fields.put("username", "root");
    fields.put("password", "vmware");
    fields.put("thumbprint", "'" + Lab.pin(address) + "'");
    rows("hosts", fields, free);
  }

  private static void datastore(
      Book book, Map<String, Object> fields, int number, Picks fixed, Picks free) {
    switch (fixed.of(3)) {
      case 1 -> {
        fields.put("local", "{host: H0, lun: " + fixed.from(List.of("naa.01", "naa.02")) + "}");
        fields.put("data", "destroy");
      }
      default -> {
        fields.put("nfs", "{server: nas.example.com, path: /vol/" + number + "}");
        fields.put("hosts", free.from(List.of("[H0, H1, H2]", "all", "[H0]")));
      }
    }
    List<String> pods = book.names("datastore_clusters");
    if (free.once(3) && !pods.isEmpty()) {
      fields.put("datastore_cluster", free.from(pods));
    }
    rows("datastores", fields, free);
    values(book, fields, free, false);
  }

  private static void dvs(Map<String, Object> fields, Picks fixed, Picks free) {
    if (fixed.once(4)) {
      fields.put("hosts", fixed.from(List.of("[H0]", "[H0, H1]")));
      if (free.once(2)) {
        fields.put("mtu", free.from(List.of("1600", "9000")));
      }
      return;
    }
    fields.put("uplinks", "[left, right]");
    if (free.once(3)) {
      fields.put("hosts", free.from(List.of("{H0: {left: vmnic2}}", "{all: {left: none}}")));
    }
    rows("switches", fields, free);
    if (fields.get("nioc") instanceof Map<?, ?>) {
      return;
    }
    if (free.once(4)) {
      fields.put("nioc", "{pools: {gold: {}}}");
    }
  }

  private static void vmkernel(
      Book book, Map<String, Object> fields, int number, Picks fixed, Picks free) {
    fields.put("host", fixed.from(List.of("H0", "H1")));
    List<String> networks = book.names("networks", "hosts");
    fields.put(
        "network",
        networks.isEmpty()
            ? book.need("networks", "n0", "{port_group: VM Network}")
            : fixed.from(networks));
    fields.put("ip", "10.9." + number + ".1/24");
    List<String> kept = List.of("mtu", "services", "ipv6.addresses", "ipv6.auto");
    rows("vmkernels", fields, free, kept);
  }

  private static void instance(Book book, Map<String, Object> fields, Picks fixed, Picks free) {
    if (fixed.once(8)) {
      fields.put("adopt", "true");
      fields.put("path", "/DC0/vm/" + fixed.from(Lab.OTHERS));
      if (free.once(2)) {
        fields.put("annotation", free.from(List.of("one", "two words")));
      }
      return;
    }
    List<String> images = book.names("images");
    fields.put(
        "image",
        images.isEmpty()
            ? book.need("images", "m0", "{template: /DC0/vm/SEED}")
            : fixed.from(images));
    List<String> flavors = book.names("flavors");
    fields.put(
        "flavor",
        flavors.isEmpty()
            ? book.need("flavors", "s0", "{vcpus: 1, ram: 64 MiB}")
            : free.from(flavors));
    if (fixed.once(4)) {
      fields.put("clone", fixed.from(List.of("full", "full")));
    }
    int count = free.of(4);
    if (count > 0) {
      fields.put("count", count);
    }
    int nics = free.of(3);
    if (nics > 0) {
      List<String> networks = new ArrayList<>(book.names("networks"));
      if (networks.isEmpty()) {
        networks.add(book.need("networks", "n0", "{port_group: VM Network}"));
      }
      Map<String, Object> all = new LinkedHashMap<>();
      for (int i = 0; i < nics; i++) {
        all.put("eth" + i, free.from(networks));
      }
      fields.put("networks", all);
    }
    if (count == 0 && free.once(3)) {
      List<String> volumes = book.names("volumes");
      if (!volumes.isEmpty()) {
        fields.put("volumes", "{data: " + free.from(volumes) + "}");
      }
    }
    String folder = place(book, "folders", "/DC0/vm/", free);
    if (!folder.isEmpty()) {
      fields.put("folder", folder);
    }
    if (free.once(3) && !book.names("resource_pools").isEmpty()) {
      fields.put("resource_pool", free.from(book.names("resource_pools")));
    }
    if (free.once(4)) {
      List<String> groups = book.names("server_groups");
      if (!groups.isEmpty()) {
        fields.put("server_group", free.from(groups));
      }
    }
    if (free.once(3)) {
      fields.put("annotation", free.from(List.of("one", "two words")));
    }
    if (free.once(4)) {
      fields.put("metadata", "{role: " + free.from(List.of("web", "db")) + "}");
    }
    if (free.once(4)) {
      fields.put("power", free.from(List.of("off", "on", "suspended")));
    }
    if (free.once(6)) {
      fields.put("host", free.from(List.of("H0", "H1", "H2")));
    }
    values(book, fields, free, true);
  }

  private static String place(Book book, String section, String below, Picks free) {
    if (!free.once(3)) {
      return "";
    }
    List<String> fit = new ArrayList<>();
    for (String each : book.names(section)) {
      if (("" + book.fields(section, each).get("path")).startsWith(below)) {
        fit.add(each);
      }
    }
    return fit.isEmpty() ? "" : free.from(fit);
  }

  private static void rows(String sample, Map<String, Object> fields, Picks free) {
    rows(sample, fields, free, List.of());
  }

  /** A few rows of the kind's samples, with one of their two values. */
  private static void rows(
      String sample, Map<String, Object> fields, Picks free, List<String> only) {
    List<Map.Entry<String, KindSamples.Sample>> all =
        ROWS.computeIfAbsent(
            sample,
            name ->
                KindSamples.of(name)
                    .rows()
                    .map(rows -> List.copyOf(new TreeMap<>(rows.values()).entrySet()))
                    .orElse(List.of()));
    List<Map.Entry<String, KindSamples.Sample>> some =
        only.isEmpty() ? all : all.stream().filter(each -> only.contains(each.getKey())).toList();
    int number = free.of(4);
    for (int i = 0; i < number; i++) {
      Map.Entry<String, KindSamples.Sample> row = free.from(some);
      put(
          fields,
          row.getValue().at(),
          free.of(2) == 0 ? row.getValue().first() : row.getValue().second());
    }
  }

  @SuppressWarnings("unchecked")
  static void put(Map<String, Object> fields, List<String> at, String value) {
    if (at.size() == 1) {
      fields.put(at.get(0), value);
    } else {
      Object inner = fields.computeIfAbsent(at.get(0), key -> new LinkedHashMap<>());
      if (inner instanceof Map<?, ?>) {
        put((Map<String, Object>) inner, at.subList(1, at.size()), value);
      }
    }
  }
}
