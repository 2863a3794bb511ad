package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.openstack.ShellLine.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code nova flavor-create}, {@code nova flavor-key} and {@code openstack flavor create|set}; and
 * the flavors that OpenStack came with until Newton and that devstack still makes.
 */
final class FlavorCommand {
  static final Set<String> FLAGS = Set.of("public", "private", "debug", "verbose", "insecure");

  /** vCPUs, MiB of memory, GiB of disk (nova's DEFAULT_FLAVORS up to Mitaka). */
  private static final Map<String, int[]> WELL_KNOWN =
      Map.of(
          "m1.tiny", new int[] {1, 512, 1},
          "m1.small", new int[] {1, 2048, 20},
          "m1.medium", new int[] {2, 4096, 40},
          "m1.large", new int[] {4, 8192, 80},
          "m1.xlarge", new int[] {8, 16384, 160});

  private final Report report;
  private final ResourceDraft resources;
  private final Map<String, Map<String, String>> extraSpecs = new LinkedHashMap<>();

  FlavorCommand(Report report, ResourceDraft resources) {
    this.report = report;
    this.resources = resources;
  }

  /** {@code nova flavor-create NAME ID RAM DISK VCPUS}. */
  void novaCreate(ShellLine line, Arguments arguments) {
    List<Word> words = arguments.words();
    if (words.size() < 6) {
      report.add(
          Diagnostic.error(
              "expected nova flavor-create NAME ID RAM DISK VCPUS, found "
                  + (words.size() - 1)
                  + " of these",
              line.at()));
      return;
    }
    flavor(
        words.get(1),
        Optional.of(words.get(5)),
        Optional.of(words.get(3)),
        Optional.of(words.get(4)),
        arguments);
  }

  /** {@code openstack flavor create --ram N --disk N --vcpus N NAME}. */
  void create(ShellLine line, Arguments arguments) {
    if (arguments.words().size() < 3) {
      report.add(Diagnostic.error("this flavor has no name", line.at()));
      return;
    }
    Word name = arguments.words().get(2);
    flavor(name, arguments.last("vcpus"), arguments.last("ram"), arguments.last("disk"), arguments);
  }

  private void flavor(
      Word name, Optional<Word> vcpus, Optional<Word> ram, Optional<Word> disk, Arguments more) {
    Map<String, String> flavor = new LinkedHashMap<>();
    flavor.put("vcpus", number(vcpus, "1"));
    flavor.put("ram", number(ram, "256") + " MiB");
    String root = number(disk, "0");
    if (!root.equals("0")) {
      flavor.put("disk", root + " GiB");
    }
    size(more, "ephemeral", "GiB").ifPresent(text -> flavor.put("ephemeral", text));
    size(more, "swap", "MiB").ifPresent(text -> flavor.put("swap", text));
    resources.put("flavors", name.text(), flavor);
    report.line(name.at(), "flavor " + name.text(), "flavors." + name.text());
    more.all("property").forEach(word -> extraSpec(name.text(), word));
  }

  private Optional<String> size(Arguments arguments, String option, String unit) {
    return arguments
        .last(option)
        .map(word -> number(Optional.of(word), "0"))
        .filter(number -> !number.equals("0"))
        .map(number -> number + " " + unit);
  }

  private String number(Optional<Word> word, String otherwise) {
    if (word.isPresent() && !word.get().text().matches("\\d{1,9}")) {
      report.add(
          Diagnostic.error(
              "expected a whole number, found `" + word.get().text() + "`", word.get().at()));
      return otherwise;
    }
    return word.map(Word::text).orElse(otherwise);
  }

  /** {@code nova flavor-key NAME set quota:cpu_limit=1000}. */
  void novaKeys(Arguments arguments) {
    arguments.words().stream()
        .skip(3)
        .forEach(word -> extraSpec(arguments.words().get(1).text(), word));
  }

  /** {@code openstack flavor set --property quota:cpu_limit=1000 NAME}. */
  void set(Arguments arguments) {
    if (arguments.words().size() > 2) {
      String name = arguments.words().get(2).text();
      arguments.all("property").forEach(word -> extraSpec(name, word));
    }
  }

  private void extraSpec(String flavor, Word word) {
    int equals = word.text().indexOf('=');
    if (equals < 1) {
      report.add(Diagnostic.error("expected name=value, found `" + word.text() + "`", word.at()));
      return;
    }
    String key = word.text().substring(0, equals);
    extraSpecs
        .computeIfAbsent(ResourceDraft.name(flavor), f -> new LinkedHashMap<>())
        .put(key, Yaml.scalar(word.text().substring(equals + 1)));
    report.line(word.at(), key, "flavors." + flavor + ".extra_specs");
  }

  /** Gives a storage policy to each flavor that names none. */
  void policy(String name) {
    for (String flavor : resources.of("flavors").keySet()) {
      extraSpecs
          .computeIfAbsent(flavor, f -> new LinkedHashMap<>())
          .putIfAbsent("vmware:storage_policy", Yaml.scalar(name));
    }
  }

  /** Puts extra specs where their flavors are, after all lines were read. */
  void finish() {
    extraSpecs.forEach(
        (name, specs) ->
            resources
                .get("flavors", name)
                .ifPresent(flavor -> flavor.put("extra_specs", Yaml.mapping(specs))));
  }

  /** A flavor that an instance names and nobody made. */
  void wellKnown(String name, Span at) {
    if (resources.has("flavors", name)) {
      return;
    }
    int[] size = WELL_KNOWN.get(name);
    if (size == null) {
      report.add(
          Diagnostic.error(
              "no line makes the flavor `" + name + "`; add its `openstack flavor create`", at));
      return;
    }
    Map<String, String> flavor = new LinkedHashMap<>();
    flavor.put("vcpus", String.valueOf(size[0]));
    flavor.put("ram", size[1] + " MiB");
    flavor.put("disk", size[2] + " GiB");
    resources.put("flavors", name, flavor);
    report.line(at, "flavor " + name, "flavors." + name + ", with the size that OpenStack gave it");
  }
}
