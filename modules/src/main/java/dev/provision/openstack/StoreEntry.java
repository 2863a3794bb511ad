package dev.provision.openstack;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry of Glance's {@code vmware_datastores}, {@code datacenter:datastore[:weight]}. As in
 * glance_store it is split at its last two colons, nothing is escaped, and what cannot be read is a
 * mistake.
 *
 * @param at where it is said
 */
record StoreEntry(String datacenter, String datastore, int weight, Setting at) {

  static Checked<StoreEntry> parse(Setting setting) {
    String text = setting.value();
    String[] parts = text.split(":", -1);
    if (parts.length < 2) {
      return wrong(
          setting,
          0,
          text.length(),
          "expected datacenter:datastore or"
              + " datacenter:datastore:weight, found `"
              + text
              + "`");
    }
    int last = text.lastIndexOf(':');
    int before = text.lastIndexOf(':', last - 1);
    String datacenter = text.substring(0, before < 0 ? last : before);
    String datastore = before < 0 ? text.substring(last + 1) : text.substring(before + 1, last);
    String weight = before < 0 ? "" : text.substring(last + 1);
    if (datacenter.isBlank()) {
      return wrong(
          setting, 0, 1, "there is no datacenter before the first colon of `" + text + "`");
    }
    if (datastore.isBlank()) {
      return wrong(
          setting,
          datacenter.length(),
          text.length(),
          "there is no datastore after `" + datacenter + ":`");
    }
    if (!weight.isBlank() && !weight.strip().matches("[+-]?\\d{1,9}")) {
      return wrong(
          setting,
          last + 1,
          text.length(),
          "the weight `"
              + weight
              + "` is no whole number; a colon in a name cannot be written, as"
              + " Glance takes the last two apart");
    }
    return Checked.of(
        new StoreEntry(
            datacenter.strip().replaceAll("^/+|/+$", ""),
            datastore.strip(),
            weight.isBlank() ? 0 : Integer.parseInt(weight.strip()),
            setting));
  }

  private static Checked<StoreEntry> wrong(Setting setting, int from, int to, String message) {
    return Checked.failed(
        Diagnostic.error("`" + setting.key() + "`: " + message, setting.part(from, to)));
  }

  /**
   * As the playbook has it.
   *
   * @param alone whether all are in one datacenter, so that a name says enough
   */
  String yaml(boolean alone) {
    String name = alone ? datastore : "/" + datacenter + "/datastore/" + datastore;
    if (weight == 0) {
      return Yaml.scalar(name);
    }
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("name", Yaml.scalar(name));
    entry.put("weight", String.valueOf(weight));
    return Yaml.mapping(entry);
  }
}
