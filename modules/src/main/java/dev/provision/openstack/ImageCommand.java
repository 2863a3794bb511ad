package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.openstack.ShellLine.Word;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code glance image-create} and {@code openstack image create}, of any release. */
final class ImageCommand {
  /**
   * Those that Nova's VMware driver reads (nova/objects/image_meta.py and the driver's images.py).
   */
  static final Set<String> PROPERTIES =
      Set.of(
          "vmware_disktype",
          "hw_disk_type",
          "vmware_adaptertype",
          "hw_disk_bus",
          "hw_scsi_model",
          "vmware_ostype",
          "os_distro",
          "hw_vif_model",
          "vmware_linked_clone",
          "img_linked_clone",
          "hw_firmware_type",
          "hw_video_ram",
          "hw_cpu_cores",
          "hw_cpu_sockets",
          "hw_cpu_max_cores",
          "hw_cpu_max_sockets",
          "img_config_drive",
          "hypervisor_type",
          "img_hv_type");

  /** Options without effect, and why. */
  static final Map<String, String> WITHOUT_EFFECT =
      Map.ofEntries(
          Map.entry("protected", "images are spared by destroy and prune"),
          Map.entry("is-protected", "images are spared by destroy and prune"),
          Map.entry("id", "its identity is the hash of its content"),
          Map.entry("owner", "there are no projects"),
          Map.entry("project", "there are no projects"),
          Map.entry("checksum", "a SHA-256 is computed; write it as `sha256` to have it checked"),
          Map.entry("size", "it is measured"),
          Map.entry("store", "images go to the vCenter of `vcenter:`"),
          Map.entry("tag", "images carry no tags"),
          Map.entry("progress", "progress is always shown"),
          Map.entry("human-readable", "it is about Glance's output"));

  static final Set<String> FLAGS =
      Set.of(
          "progress",
          "human-readable",
          "public",
          "private",
          "shared",
          "community",
          "protected",
          "unprotected",
          "debug",
          "verbose",
          "insecure",
          "force",
          "os-cacert-insecure");

  private static final Set<String> DISK_FORMATS =
      Set.of("vmdk", "iso", "qcow2", "raw", "vhd", "vhdx", "vdi");
  private static final Set<String> CONTAINER_FORMATS = Set.of("bare", "ova", "ovf");
  private static final Set<String> VISIBILITIES =
      Set.of("public", "private", "shared", "community");

  /** Read into fields of their own. */
  private static final Set<String> READ =
      Set.of(
          "name",
          "file",
          "copy-from",
          "location",
          "property",
          "os-distro",
          "disk-format",
          "container-format",
          "visibility",
          "is-public",
          "min-disk",
          "min-ram");

  private final Report report;
  private final Places places;
  private final ResourceDraft resources;

  ImageCommand(Report report, Places places, ResourceDraft resources) {
    this.report = report;
    this.places = places;
    this.resources = resources;
  }

  /**
   * @param verbs how many words come before those of the command
   */
  void read(ShellLine line, Arguments arguments, int verbs) {
    Optional<Word> name =
        arguments.last("name").or(() -> arguments.words().stream().skip(verbs).findFirst());
    Optional<Word> source =
        line.input()
            .or(() -> arguments.last("file"))
            .or(() -> arguments.last("copy-from", "location"));
    if (source.isEmpty()) {
      report.add(
          Diagnostic.error(
              "this image has no file: neither `< FILE` nor `--file FILE`", line.at()));
      return;
    }
    Word called = name.orElse(source.get());
    Map<String, String> image = new LinkedHashMap<>();
    Optional<String> path = places.source(source.get());
    if (path.isEmpty()) {
      return;
    }
    image.put("source", path.get());
    report.line(source.get().at(), "image " + called.text(), "images." + called.text() + ".source");
    fields(arguments, called.text(), image);
    Map<String, String> properties = properties(arguments, called.text());
    if (!properties.isEmpty()) {
      image.put("properties", Yaml.mapping(properties));
    }
    others(arguments);
    resources.put("images", called.text(), image);
  }

  /** Glance's own fields; the file is checked against what they say of it. */
  private void fields(Arguments arguments, String name, Map<String, String> image) {
    word("disk-format", "disk_format", DISK_FORMATS, arguments, name, image);
    word("container-format", "container_format", CONTAINER_FORMATS, arguments, name, image);
    word("visibility", "visibility", VISIBILITIES, arguments, name, image);
    for (String flag : VISIBILITIES) {
      Word given = arguments.flags().get(flag);
      if (given != null) {
        field("--" + flag, "visibility", flag, given, name, image);
      }
    }
    arguments
        .last("is-public")
        .ifPresent(
            word ->
                field(
                    "--is-public",
                    "visibility",
                    word.text().matches("(?i)true|1|yes|on") ? "public" : "private",
                    word,
                    name,
                    image));
    number("min-disk", "min_disk", "GiB", arguments, name, image);
    number("min-ram", "min_ram", "MiB", arguments, name, image);
  }

  private void word(
      String option,
      String key,
      Set<String> known,
      Arguments arguments,
      String name,
      Map<String, String> image) {
    Optional<Word> word = arguments.last(option);
    if (word.isEmpty()) {
      return;
    }
    String text = word.get().text();
    if (known.contains(text)) {
      field("--" + option, key, text, word.get(), name, image);
    } else {
      report.warn(
          "--"
              + option
              + " `"
              + text
              + "` is left out: on vCenter it may be "
              + String.join(", ", new TreeSet<>(known)),
          word.get().at());
    }
  }

  private void number(
      String option,
      String key,
      String unit,
      Arguments arguments,
      String name,
      Map<String, String> image) {
    Optional<Word> word = arguments.last(option).filter(each -> !each.text().equals("0"));
    if (word.isPresent() && word.get().text().matches("\\d{1,9}")) {
      field("--" + option, key, word.get().text() + " " + unit, word.get(), name, image);
    } else if (word.isPresent()) {
      report.add(
          Diagnostic.error(
              "expected a whole number, found `" + word.get().text() + "`", word.get().at()));
    }
  }

  private void field(
      String option, String key, String value, Word at, String name, Map<String, String> image) {
    image.put(key, value);
    report.line(at.at(), option, "images." + name + "." + key);
  }

  private Map<String, String> properties(Arguments arguments, String image) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (Word word : arguments.all("property")) {
      int equals = word.text().indexOf('=');
      if (equals < 1) {
        report.add(
            Diagnostic.error(
                "expected --property name=value, found `" + word.text() + "`", word.at()));
      } else {
        property(
            word, word.text().substring(0, equals), word.text().substring(equals + 1), properties);
      }
    }
    arguments
        .last("os-distro")
        .ifPresent(word -> property(word, "os_distro", word.text(), properties));
    properties
        .keySet()
        .forEach(
            name ->
                report.line(
                    arguments.all("property").isEmpty()
                        ? arguments.last("os-distro").orElseThrow().at()
                        : place(arguments, name),
                    "property " + name,
                    "images." + image + ".properties"));
    return properties;
  }

  private static Span place(Arguments arguments, String name) {
    return arguments.all("property").stream()
        .filter(word -> word.text().startsWith(name + "="))
        .findFirst()
        .or(() -> arguments.last("os-distro"))
        .orElseThrow()
        .at();
  }

  private void property(Word word, String name, String value, Map<String, String> properties) {
    if (name.equals("vmware_image_version") || name.equals("img_version")) {
      report.line(word.at(), "property " + name, "no effect: no driver ever read it");
    } else if (!PROPERTIES.contains(name)) {
      report.warn(
          "property `"
              + name
              + "` is left out: Nova's VMware driver reads none of this name"
              + DidYouMean.suffix(name, PROPERTIES),
          word.at());
    } else if (name.equals("os_distro") && !value.matches("\\w*Guest\\w*")) {
      report.warn(
          "property `os_distro` is left out: on vCenter it has to be a guest's identifier, such as"
              + " ubuntu64Guest, not `"
              + value
              + "`",
          word.at());
    } else {
      properties.put(name, Yaml.scalar(value));
    }
  }

  private void others(Arguments arguments) {
    arguments.options().forEach((name, values) -> other(name, values.get(values.size() - 1)));
    arguments.flags().forEach(this::other);
  }

  private void other(String name, Word value) {
    if (READ.contains(name)
        || VISIBILITIES.contains(name)
        || name.startsWith("os-")
        || Set.of("debug", "verbose", "insecure", "force").contains(name)) {
      return;
    }
    String why = WITHOUT_EFFECT.get(name);
    if (why != null) {
      report.line(value.at(), "--" + name, "no effect: " + why);
    } else {
      report.warn(
          "option `--" + name + "` is not known" + DidYouMean.suffix(name, WITHOUT_EFFECT.keySet()),
          value.at());
    }
  }
}
