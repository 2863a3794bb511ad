package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.openstack.ShellLine.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The volumes of an instance: those that it boots from or is made with, as the options of {@code
 * nova boot} and {@code openstack server create} say, and those that a later line attaches.
 */
final class BlockDevices {
  /** Options that are read here. */
  static final Set<String> OPTIONS =
      Set.of(
          "volume",
          "boot-volume",
          "boot-from-volume",
          "block-device",
          "block-device-mapping",
          "snapshot");

  private static final String ROOT = "root";

  private final Report report;
  private final ResourceDraft resources;

  BlockDevices(Report report, ResourceDraft resources) {
    this.report = report;
    this.resources = resources;
  }

  /**
   * The volumes of one instance, by the name that it knows them by; {@code root} is the one that it
   * boots from.
   *
   * @param image the image that {@code --boot-from-volume} copies; may be absent
   */
  Map<String, String> of(Word server, Optional<Word> image, Arguments arguments) {
    Map<String, String> volumes = new LinkedHashMap<>();
    arguments
        .last("volume", "boot-volume")
        .flatMap(this::volume)
        .ifPresent(name -> volumes.put(ROOT, name));
    arguments
        .last("boot-from-volume")
        .ifPresent(size -> bootFrom(server, image, size).ifPresent(v -> volumes.put(ROOT, v)));
    arguments.all("block-device-mapping").forEach(word -> mapping(word, volumes));
    arguments.all("block-device").forEach(word -> device(word, volumes));
    return volumes;
  }

  /** {@code --boot-from-volume 10 --image t}: a volume of its own, made from the image. */
  private Optional<String> bootFrom(Word server, Optional<Word> image, Word size) {
    if (image.isEmpty() || !size.text().matches("[1-9]\\d{0,5}")) {
      report.add(
          Diagnostic.error("--boot-from-volume needs a size in GiB, and an --image", size.at()));
      return Optional.empty();
    }
    String name = server.text() + "-root";
    Map<String, String> volume = new LinkedHashMap<>();
    volume.put("size", size.text() + " GiB");
    volume.put("image", Yaml.scalar(ResourceDraft.name(image.get().text())));
    resources.put("volumes", name, volume);
    report.line(size.at(), "volume " + name, "volumes." + name);
    return Optional.of(Yaml.scalar(ResourceDraft.name(name)));
  }

  /** {@code vdb=ID[:TYPE[:SIZE[:DELETE]]]}, of which only a volume can be said here. */
  private void mapping(Word word, Map<String, String> volumes) {
    int equals = word.text().indexOf('=');
    String[] parts = word.text().substring(equals + 1).split(":", -1);
    boolean isVolume = parts.length < 2 || parts[1].isEmpty() || parts[1].startsWith("vol");
    if (equals < 1 || !isVolume) {
      unsaid(word);
      return;
    }
    String device = lastPart(word.text().substring(0, equals));
    // nova: the mapping of vda is what an instance without an image boots from
    put(
        device.matches("[vsh]da") ? ROOT : device,
        new Word(parts[0], word.isOpen(), word.at()),
        volumes);
    if (parts.length > 3 && parts[3].matches("(?i)true|1|yes|on")) {
      outlives(word);
    }
  }

  /** {@code uuid=ID,source_type=volume,boot_index=0}, and nova's {@code id=,source=,bootindex=}. */
  private void device(Word word, Map<String, String> volumes) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : word.text().split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).replace("_", ""), part.substring(equals + 1));
      }
    }
    String id = parts.getOrDefault("uuid", parts.get("id"));
    String source = parts.getOrDefault("sourcetype", parts.getOrDefault("source", "volume"));
    if (id == null || !source.equals("volume")) {
      unsaid(word);
      return;
    }
    boolean boots = "0".equals(parts.get("bootindex"));
    String device = parts.getOrDefault("devicename", parts.getOrDefault("device", id));
    put(boots ? ROOT : lastPart(device), new Word(id, word.isOpen(), word.at()), volumes);
    if (parts
        .getOrDefault("deleteontermination", parts.getOrDefault("shutdown", ""))
        .matches("(?i)true|remove")) {
      outlives(word);
    }
  }

  /** {@code openstack server add volume SERVER VOLUME}, {@code nova volume-attach} the same. */
  void attach(ShellLine line, List<Word> words, Optional<Word> device) {
    if (words.size() < 2) {
      report.add(Diagnostic.error("expected an instance and a volume", line.at()));
      return;
    }
    Optional<Map<String, String>> instance = resources.get("instances", words.get(0).text());
    if (instance.isEmpty()) {
      report.add(
          Diagnostic.error(
              "no line makes the instance `" + words.get(0).text() + "`", words.get(0).at()));
      return;
    }
    volume(words.get(1))
        .ifPresent(
            volume -> {
              String key =
                  device
                      .map(word -> lastPart(word.text()))
                      .filter(name -> !name.equals("auto"))
                      .orElse(ResourceDraft.name(words.get(1).text()));
              String entry = Yaml.scalar(key) + ": " + volume;
              instance
                  .get()
                  .merge(
                      "volumes",
                      "{" + entry + "}",
                      (before, more) ->
                          before.substring(0, before.length() - 1) + ", " + entry + "}");
              report.line(
                  words.get(1).at(),
                  "volume " + words.get(1).text(),
                  "instances." + words.get(0).text() + ".volumes." + key);
            });
  }

  private void put(String key, Word named, Map<String, String> volumes) {
    volume(named).ifPresent(volume -> volumes.put(ResourceDraft.name(key), volume));
  }

  private Optional<String> volume(Word named) {
    if (!resources.has("volumes", named.text())) {
      report.add(
          Diagnostic.error(
              "no line makes the volume `"
                  + named.text()
                  + "`; add its `openstack volume create`, and name it by its name",
              named.at()));
      return Optional.empty();
    }
    return Optional.of(Yaml.scalar(ResourceDraft.name(named.text())));
  }

  private void unsaid(Word word) {
    report.warn(
        "this block device is left out: only a volume that is there can be one; `ephemeral` and"
            + " `swap` of the flavor make the others",
        word.at());
  }

  private void outlives(Word word) {
    report.line(word.at(), "delete on termination", "no effect: a volume outlives its instance");
  }

  /** {@code vdb} of {@code /dev/vdb}. */
  private static String lastPart(String device) {
    return device.substring(device.lastIndexOf('/') + 1);
  }
}
