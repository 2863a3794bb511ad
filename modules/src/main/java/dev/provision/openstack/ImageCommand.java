package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.openstack.ShellLine.Word;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
          "vmware_image_version",
          "img_version",
          "hypervisor_type",
          "img_hv_type");

  /** Options without effect, and why. */
  static final Map<String, String> WITHOUT_EFFECT =
      Map.ofEntries(
          Map.entry("disk-format", "the file itself says what it is"),
          Map.entry("container-format", "the file itself says what it is"),
          Map.entry("visibility", "an image serves every playbook that declares it"),
          Map.entry("is-public", "an image serves every playbook that declares it"),
          Map.entry("public", "an image serves every playbook that declares it"),
          Map.entry("private", "an image serves every playbook that declares it"),
          Map.entry("shared", "an image serves every playbook that declares it"),
          Map.entry("community", "an image serves every playbook that declares it"),
          Map.entry("min-disk", "a flavor is checked against the file's virtual size"),
          Map.entry("min-ram", "each instance has the memory of its flavor"),
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
    Map<String, String> properties = properties(arguments, called.text());
    if (!properties.isEmpty()) {
      image.put("properties", Yaml.mapping(properties));
    }
    others(arguments);
    resources.put("images", called.text(), image);
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
    if (!PROPERTIES.contains(name)) {
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
    if (Set.of("name", "file", "copy-from", "location", "property", "os-distro").contains(name)
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
