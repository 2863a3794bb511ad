package dev.provision.acceptance;

import com.vmware.vim25.DatastoreHostMount;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** {@code playbooks/site.yml} and its lab, for tests. */
final class Site {
  private static final Path PLAYBOOKS = PlaybooksTest.checkout().resolve("playbooks");

  private static final List<String> TYPES =
      List.of(
          "Datacenter",
          "Folder",
          "ClusterComputeResource",
          "HostSystem",
          "ResourcePool",
          "Datastore",
          "StoragePod",
          "VmwareDistributedVirtualSwitch",
          "DistributedVirtualPortgroup",
          "Network",
          "VirtualMachine");

  private Site() {}

  /** Its lab, with tasks that take no time. */
  static String lab() {
    return read("labs/site.yml").replace("speed: 4", "speed: 1000");
  }

  /**
   * Its text.
   *
   * @param folder where it will be; its image is put beside it
   */
  static String playbook(Path folder) {
    try {
      Path image = folder.resolve("images/empty.vmdk");
      Files.createDirectories(image.getParent());
      if (!Files.exists(image)) {
        Files.copy(PLAYBOOKS.resolve("images/empty.vmdk"), image);
      }
      return read("site.yml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same with three machines of thirty, and with what site.yml does not say of its hosts: that
   * they are connected and at work.
   */
  static String small(Path folder) {
    return playbook(folder)
        .replace("vm_count: 28", "vm_count: 1")
        .replace("      web-apart: {apart: [web-1, web-2, web-3]}\n", "")
        .replace(
            "    username: root\n",
            "    username: root\n    connected: true\n    maintenance: off\n");
  }

  /**
   * Paths by type, the hosts of each datastore, and the files on all of them, without the ids in
   * some names.
   */
  static Map<String, List<String>> inventory(Simulator simulator) {
    World world = simulator.world();
    Map<String, List<String>> all = new TreeMap<>();
    for (String type : TYPES) {
      all.put(
          type,
          world.all(type).stream()
              .map(each -> world.path(each).replaceAll("DVUplinks-\\d+| on [\\w-]+$", ""))
              .sorted()
              .toList());
    }
    List<String> files = new ArrayList<>();
    for (Managed each : world.all("Datastore")) {
      files.addAll(simulator.datastores().of(each).keySet());
      all.put(
          "hosts of " + each.name(),
          Stream.of(each.get("host", DatastoreHostMount[].class))
              .map(mount -> world.need(mount.key).name() + " " + mount.mountInfo.accessMode)
              .sorted()
              .toList());
    }
    files.sort(null);
    all.put("files", files);
    return all;
  }

  /** For parts of it: `on` and `off` are words here, and not truth as in YAML 1.1. */
  static Yaml yaml() {
    Resolver words =
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
          }
        };
    DumperOptions dump = new DumperOptions();
    return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(dump), dump, words);
  }

  private static String read(String name) {
    try {
      return Files.readString(PLAYBOOKS.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
