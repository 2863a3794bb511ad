package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.openstack.ShellLine.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code openstack volume create}, {@code cinder create}, and the snapshots of volumes: each an
 * entry of {@code volumes}.
 */
final class VolumeCommand {
  static final Set<String> FLAGS =
      Set.of(
          "bootable",
          "non-bootable",
          "read-only",
          "read-write",
          "multi-attach",
          "allow-multiattach",
          "force",
          "debug",
          "verbose",
          "insecure");

  private static final Set<String> READ =
      Set.of(
          "size",
          "type",
          "volume-type",
          "image",
          "image-id",
          "source",
          "source-volid",
          "snapshot",
          "snapshot-id",
          "name",
          "display-name");

  private final Report report;
  private final ResourceDraft resources;
  private final VolumeTypeCommand types;

  /** The volume that each snapshot is of. */
  private final Map<String, String> snapshots = new LinkedHashMap<>();

  VolumeCommand(Report report, ResourceDraft resources, VolumeTypeCommand types) {
    this.report = report;
    this.resources = resources;
    this.types = types;
  }

  /** {@code openstack volume create --size GIB NAME}. */
  void openstack(ShellLine line, Arguments arguments) {
    create(line, arguments, word(arguments, 2), arguments.last("size"));
  }

  /** {@code cinder create --name NAME GIB}. */
  void cinder(ShellLine line, Arguments arguments) {
    create(line, arguments, arguments.last("name", "display-name"), word(arguments, 1));
  }

  private void create(
      ShellLine line, Arguments arguments, Optional<Word> name, Optional<Word> size) {
    if (name.isEmpty()) {
      report.add(Diagnostic.error("this volume has no name", line.at()));
      return;
    }
    Map<String, String> volume = new LinkedHashMap<>();
    size.ifPresent(gib -> size(gib, volume));
    arguments.last("type", "volume-type").ifPresent(type -> volume.putAll(types.fields(type)));
    arguments
        .last("image", "image-id")
        .ifPresent(image -> reference("images", "image", image, volume));
    arguments
        .last("source", "source-volid")
        .ifPresent(source -> reference("volumes", "source_volume", source, volume));
    arguments.last("snapshot", "snapshot-id").ifPresent(snapshot -> copyOf(snapshot, volume));
    if (volume.isEmpty() || size.isEmpty() && !isCopy(volume)) {
      report.add(
          Diagnostic.error(
              "this volume needs a size in GiB, or an image, a volume or a snapshot to copy",
              line.at()));
      return;
    }
    resources.put("volumes", name.get().text(), volume);
    report.line(name.get().at(), "volume " + name.get().text(), "volumes." + name.get().text());
    arguments.options().forEach((option, values) -> other(option, values.get(0)));
    arguments.flags().forEach(this::other);
  }

  private static boolean isCopy(Map<String, String> volume) {
    return volume.containsKey("image") || volume.containsKey("source_volume");
  }

  private void size(Word gib, Map<String, String> volume) {
    if (gib.text().matches("[1-9]\\d{0,5}")) {
      volume.put("size", gib.text() + " GiB");
    } else {
      report.add(Diagnostic.error("expected a size in GiB, found `" + gib.text() + "`", gib.at()));
    }
  }

  private void reference(String section, String field, Word named, Map<String, String> volume) {
    if (!resources.has(section, named.text())) {
      report.add(
          Diagnostic.error(
              "no line makes `"
                  + named.text()
                  + "`, which this volume copies; add the line that does, and name it by its name",
              named.at()));
    }
    volume.put(field, Yaml.scalar(ResourceDraft.name(named.text())));
  }

  private void copyOf(Word snapshot, Map<String, String> volume) {
    String source = snapshots.get(snapshot.text());
    if (source == null) {
      report.add(
          Diagnostic.error(
              "no line makes the snapshot `"
                  + snapshot.text()
                  + "`; add its `openstack volume snapshot create`",
              snapshot.at()));
      return;
    }
    volume.put("source_volume", Yaml.scalar(ResourceDraft.name(source)));
    volume.put("source_snapshot", Yaml.scalar(ResourceDraft.name(snapshot.text())));
  }

  /** {@code openstack volume snapshot create --volume VOLUME NAME}; by default of one so named. */
  void openstackSnapshot(ShellLine line, Arguments arguments) {
    Optional<Word> name = word(arguments, 3);
    snapshot(line, name, arguments.last("volume").or(() -> name));
  }

  /** {@code cinder snapshot-create --name NAME VOLUME}. */
  void cinderSnapshot(ShellLine line, Arguments arguments) {
    snapshot(line, arguments.last("name", "display-name"), word(arguments, 1));
  }

  private void snapshot(ShellLine line, Optional<Word> name, Optional<Word> of) {
    Optional<Map<String, String>> volume =
        of.flatMap(word -> resources.get("volumes", word.text()));
    if (name.isEmpty() || volume.isEmpty()) {
      report.add(
          Diagnostic.error(
              "this snapshot needs a name, and a volume that a line before it makes", line.at()));
      return;
    }
    snapshots.put(name.get().text(), of.get().text());
    String entry = Yaml.scalar(ResourceDraft.name(name.get().text())) + ": present";
    volume
        .get()
        .merge(
            "snapshots",
            "{" + entry + "}",
            (before, more) -> before.substring(0, before.length() - 1) + ", " + entry + "}");
    report.line(
        name.get().at(),
        "snapshot " + name.get().text(),
        "volumes." + of.get().text() + ".snapshots");
  }

  private void other(String option, Word value) {
    if (option.equals("multi-attach") || option.equals("allow-multiattach")) {
      report.warn(
          "the volume is given to one instance at a time: vSphere locks a disk", value.at());
    } else if (!option.startsWith("os-") && !FLAGS.contains(option) && !READ.contains(option)) {
      report.warn("option `--" + option + "` is left out: it has no counterpart here", value.at());
    }
  }

  private static Optional<Word> word(Arguments arguments, int at) {
    List<Word> words = arguments.words();
    return words.size() > at ? Optional.of(words.get(at)) : Optional.empty();
  }
}
