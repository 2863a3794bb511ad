package dev.provision.openstack;

import dev.provision.openstack.ShellLine.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code openstack volume type create|set}, {@code cinder type-create} and {@code cinder type-key}:
 * the extra specs that Cinder's VMDK driver reads of a volume's type ({@code
 * cinder/volume/drivers/vmware/vmdk.py}), each a field of a volume here.
 */
final class VolumeTypeCommand {
  static final Set<String> FLAGS = Set.of("public", "private", "debug", "verbose", "insecure");

  private static final Map<String, String> FIELDS =
      Map.of(
          "vmware:vmdk_type", "type",
          "vmware:adapter_type", "adapter_type",
          "vmware:storage_profile", "storage_policy");

  private final Report report;
  private final Map<String, Map<String, String>> types = new LinkedHashMap<>();

  VolumeTypeCommand(Report report) {
    this.report = report;
  }

  /** {@code openstack volume type create|set --property vmware:vmdk_type=thin NAME}. */
  void openstack(Arguments arguments) {
    arguments.words().stream()
        .skip(3)
        .findFirst()
        .ifPresent(name -> read(name, arguments.all("property")));
  }

  /**
   * {@code cinder type-create NAME}, and {@code cinder type-key NAME set vmware:vmdk_type=thin}.
   */
  void cinder(Arguments arguments) {
    List<Word> words = arguments.words();
    if (words.size() > 1) {
      read(words.get(1), words.subList(Math.min(3, words.size()), words.size()));
    }
  }

  private void read(Word name, List<Word> specs) {
    Map<String, String> fields = types.computeIfAbsent(name.text(), type -> new LinkedHashMap<>());
    for (Word spec : specs) {
      int equals = spec.text().indexOf('=');
      String key = equals < 0 ? spec.text() : spec.text().substring(0, equals);
      String field = FIELDS.get(key);
      if (field == null || equals < 0) {
        report.line(spec.at(), key, "no effect: a volume has no such field");
        continue;
      }
      String value = spec.text().substring(equals + 1);
      // Cinder's older word for a disk that is given all its room and not zeroed
      fields.put(field, Yaml.scalar(value.equals("preallocated") ? "thick" : value));
      report.line(spec.at(), key, "`" + field + "` of each volume of type " + name.text());
    }
  }

  /**
   * The fields that a type gives its volumes; none of a type that no line makes, with a warning.
   */
  Map<String, String> fields(Word type) {
    Map<String, String> fields = types.get(type.text());
    if (fields == null) {
      report.warn(
          "no line makes the volume type `"
              + type.text()
              + "`; add its `openstack volume type create`, else the volume is thin",
          type.at());
      return Map.of();
    }
    return fields;
  }
}
