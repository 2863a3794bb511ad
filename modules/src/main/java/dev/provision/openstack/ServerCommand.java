package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.openstack.ShellLine.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code nova boot} and {@code openstack server create}. */
final class ServerCommand {
  static final Set<String> FLAGS =
      Set.of("poll", "wait", "debug", "verbose", "insecure", "use-config-drive", "no-config-drive");

  private static final Map<String, String> WITHOUT_EFFECT =
      Map.of(
          "key-name", "put the key in user_data",
          "security-groups", "NICs have no filter; vSphere's is NSX",
          "security-group", "NICs have no filter; vSphere's is NSX",
          "availability-zone", "`vcenter.cluster` says where instances go",
          "poll", "apply waits",
          "wait", "apply waits");

  private final Report report;
  private final Places places;
  private final ResourceDraft resources;
  private final FlavorCommand flavors;
  private final SubnetCommand subnets;
  private final BlockDevices devices;
  private final Map<String, String> portGroups;

  /**
   * @param portGroups the port groups of networks, by name; the name itself where none is said
   */
  ServerCommand(
      Report report,
      Places places,
      ResourceDraft resources,
      FlavorCommand flavors,
      SubnetCommand subnets,
      BlockDevices devices,
      Map<String, String> portGroups) {
    this.report = report;
    this.places = places;
    this.resources = resources;
    this.flavors = flavors;
    this.subnets = subnets;
    this.devices = devices;
    this.portGroups = Map.copyOf(portGroups);
  }

  /**
   * @param verbs how many words come before the name
   */
  void read(ShellLine line, Arguments arguments, int verbs, Map<String, String> defaults) {
    Optional<Word> name = arguments.words().stream().skip(verbs).findFirst();
    Optional<Word> image = arguments.last("image");
    Optional<Word> flavor = arguments.last("flavor");
    Map<String, String> volumes =
        name.map(word -> devices.of(word, image, arguments)).orElse(Map.of());
    boolean bootsVolume = volumes.containsKey("root");
    if (name.isEmpty() || image.isEmpty() && !bootsVolume || flavor.isEmpty()) {
      report.add(
          Diagnostic.error(
              "this instance needs a name, a --flavor, and an --image or a --volume to boot from",
              line.at()));
      return;
    }
    Map<String, String> instance = new LinkedHashMap<>();
    arguments
        .last("max-count", "num-instances", "max")
        .filter(word -> word.text().matches("\\d{1,4}") && !word.text().equals("1"))
        .ifPresent(word -> instance.put("count", word.text()));
    image.ifPresent(
        word -> {
          isMade(word);
          if (!bootsVolume) {
            instance.put("image", Yaml.scalar(ResourceDraft.name(word.text())));
          }
        });
    flavors.wellKnown(flavor.get().text(), flavor.get().at());
    instance.put("flavor", Yaml.scalar(ResourceDraft.name(flavor.get().text())));
    Map<String, String> nics = nics(arguments);
    if (!nics.isEmpty()) {
      instance.put("networks", Yaml.mapping(nics));
    }
    if (!volumes.isEmpty()) {
      instance.put("volumes", Yaml.mapping(volumes));
    }
    arguments.all("hint").forEach(hint -> hint(hint, instance));
    arguments
        .last("user-data")
        .flatMap(places::source)
        .ifPresent(file -> instance.put("user_data", Yaml.mapping(Map.of("file", file))));
    Map<String, String> metadata = metadata(arguments);
    if (!metadata.isEmpty()) {
      instance.put("metadata", Yaml.mapping(metadata));
    }
    configDrive(arguments).ifPresent(says -> instance.put("config_drive", says));
    boolean imageSays =
        image
            .flatMap(word -> resources.get("images", word.text()))
            .map(fields -> fields.getOrDefault("properties", ""))
            .filter(properties -> properties.contains("linked_clone"))
            .isPresent();
    defaults.forEach(
        (key, value) -> {
          // as in Nova the image's word wins; what boots from a volume is no clone
          if (!((imageSays || bootsVolume) && key.equals("clone"))) {
            instance.putIfAbsent(key, value);
          }
        });
    resources.put("instances", name.get().text(), instance);
    report.line(name.get().at(), "server " + name.get().text(), "instances." + name.get().text());
    arguments.options().forEach((option, values) -> other(option, values.get(0)));
    arguments.flags().forEach(this::other);
  }

  private void isMade(Word image) {
    if (!resources.has("images", image.text())) {
      report.add(
          Diagnostic.error(
              "no line makes the image `"
                  + image.text()
                  + "`; add its `glance image-create`, with the file",
              image.at()));
    }
  }

  /** {@code --hint group=NAME}; other hints are of schedulers that are not here. */
  private void hint(Word hint, Map<String, String> instance) {
    String group = hint.text().startsWith("group=") ? hint.text().substring(6) : "";
    if (group.isEmpty()) {
      report.line(hint.at(), "--hint " + hint.text(), "no effect: only `group` is heard");
    } else if (!resources.has("server_groups", group)) {
      report.add(
          Diagnostic.error(
              "no line makes the server group `"
                  + group
                  + "`; add its `openstack server group create`, and name it by its name",
              hint.at()));
    } else {
      instance.put("server_group", Yaml.scalar(ResourceDraft.name(group)));
    }
  }

  private void other(String option, Word value) {
    if (WITHOUT_EFFECT.containsKey(option)) {
      report.line(value.at(), "--" + option, "no effect: " + WITHOUT_EFFECT.get(option));
    } else if (!option.startsWith("os-")
        && !FLAGS.contains(option)
        && !BlockDevices.OPTIONS.contains(option)
        && !Set.of(
                "image",
                "flavor",
                "hint",
                "config-drive",
                "nic",
                "network",
                "user-data",
                "meta",
                "property",
                "max-count",
                "min-count",
                "num-instances",
                "max",
                "min")
            .contains(option)) {
      report.warn("option `--" + option + "` is left out: it has no counterpart here", value.at());
    }
  }

  /** nova's {@code --config-drive true}, and openstack's of two releases. */
  private static Optional<String> configDrive(Arguments arguments) {
    if (arguments.flags().containsKey("no-config-drive")) {
      return Optional.of("false");
    }
    if (arguments.flags().containsKey("use-config-drive")) {
      return Optional.of("true");
    }
    return arguments
        .last("config-drive")
        .map(word -> String.valueOf(word.text().matches("(?i)true|1|yes|on")));
  }

  private Map<String, String> nics(Arguments arguments) {
    Map<String, String> nics = new LinkedHashMap<>();
    List<Word> all = new ArrayList<>(arguments.all("nic"));
    all.addAll(arguments.all("network"));
    for (Word word : all) {
      Map<String, String> parts = new LinkedHashMap<>();
      for (String part : word.text().split(",")) {
        int equals = part.indexOf('=');
        parts.put(equals < 0 ? "net-name" : part.substring(0, equals), part.substring(equals + 1));
      }
      String network = parts.getOrDefault("net-name", parts.get("net-id"));
      if (network == null) {
        report.warn("this NIC is left out: it names no network", word.at());
        continue;
      }
      network(network, word);
      String fixed = parts.get("v4-fixed-ip");
      Map<String, String> nic = new LinkedHashMap<>();
      nic.put("network", Yaml.scalar(ResourceDraft.name(network)));
      if (fixed != null) {
        fixed(fixed, subnets.of(network), nics.isEmpty(), nic);
      }
      nics.put("eth" + nics.size(), fixed == null ? nic.get("network") : Yaml.mapping(nic));
    }
    return nics;
  }

  /** Only the first NIC has a gateway: a guest has one way out. */
  private static void fixed(
      String address,
      Optional<SubnetCommand.Subnet> subnet,
      boolean first,
      Map<String, String> nic) {
    nic.put("fixed_ip", Yaml.scalar(address + subnet.map(s -> "/" + s.prefix()).orElse("")));
    if (first) {
      subnet
          .flatMap(SubnetCommand.Subnet::gateway)
          .ifPresent(gateway -> nic.put("gateway", Yaml.scalar(gateway)));
    }
    subnet
        .map(SubnetCommand.Subnet::dns)
        .filter(dns -> !dns.isEmpty())
        .ifPresent(dns -> nic.put("dns", Yaml.list(dns.stream().map(Yaml::scalar).toList())));
  }

  /** Declares the port group, which Nova's driver looks up by the network's name. */
  private void network(String name, Word at) {
    if (resources.has("networks", name)) {
      return;
    }
    String portGroup = portGroups.getOrDefault(name, name);
    resources.put("networks", name, Map.of("port_group", Yaml.scalar(portGroup)));
    report.line(
        at.at(),
        "network " + name,
        "networks."
            + name
            + ": the port group `"
            + portGroup
            + "`"
            + (portGroups.containsKey(name) ? "" : "; --network " + name + "=NAME says another"));
  }

  private static Map<String, String> metadata(Arguments arguments) {
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Word> all = new ArrayList<>(arguments.all("meta"));
    all.addAll(arguments.all("property"));
    for (Word word : all) {
      int equals = word.text().indexOf('=');
      if (equals > 0) {
        metadata.put(
            word.text().substring(0, equals), Yaml.scalar(word.text().substring(equals + 1)));
      }
    }
    return metadata;
  }
}
