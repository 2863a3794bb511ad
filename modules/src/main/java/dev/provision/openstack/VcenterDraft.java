package dev.provision.openstack;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The {@code vcenter:} of the playbook, from what several files say about it ({@link Claims}). Kept
 * in one class because many keys depend on others. Confined to one thread.
 */
final class VcenterDraft {
  private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");
  private static final Set<String> FALSE = Set.of("false", "0", "off", "no");

  /** The environment variable that takes the place of a placeholder, for keys that need one. */
  private static final Map<String, String> VARIABLES =
      Map.of("host", "VC_HOST", "port", "VC_PORT", "username", "VC_USER", "cluster", "VC_CLUSTER");

  private final Report report;
  private final Claims claims;
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final List<String> variables = new ArrayList<>();

  VcenterDraft(Report report) {
    this.report = report;
    this.claims = new Claims(report);
  }

  void add(Conf conf, String key, Setting setting) {
    claims.add(conf, key, setting);
  }

  /** The environment variables that the playbook reads, with where their values stood. */
  List<String> variables() {
    return List.copyOf(variables);
  }

  /** The keys of {@code vcenter:} with values that are YAML, in the order of the reference. */
  Map<String, String> keys() {
    host();
    port();
    text("username", true).ifPresent(text -> keys.put("username", text));
    password();
    List<StoreEntry> stores = stores();
    datacenter(stores);
    clusters();
    Optional<Pattern> regex = regex();
    datastores(stores, regex);
    for (String ratio :
        List.of("ram_allocation_ratio", "cpu_allocation_ratio", "disk_allocation_ratio")) {
      ratio(ratio);
    }
    reserved();
    trust();
    text("image_dir", false).ifPresent(text -> keys.put("image_dir", text));
    text("volume_dir", false).ifPresent(text -> keys.put("volume_dir", text));
    return keys;
  }

  private void host() {
    Optional<Setting> found = claims.chosen("host");
    if (found.isPresent() && found.get().value().matches("[^:\\[\\]\\s]+:\\d{1,5}")) {
      String[] parts = found.get().value().split(":");
      keys.put("host", Yaml.scalar(parts[0]));
      keys.put("port", parts[1]);
      return;
    }
    keys.put("host", text("host", true).orElseThrow());
  }

  private void port() {
    Optional<Setting> found = claims.chosen("port");
    if (found.isEmpty()) {
      return;
    }
    if (found.get().isPlaceholder()) {
      text("port", false).ifPresent(text -> keys.put("port", text));
      return;
    }
    String port = found.get().value();
    if (!port.matches("\\d{1,5}")
        || Integer.parseInt(port) > 65535
        || Integer.parseInt(port) == 0) {
      wrong(found.get(), "expected a port from 1 to 65535, found `" + port + "`");
    } else if (!port.equals("443")) {
      keys.put("port", port);
    }
  }

  /** Never the secret itself. */
  private void password() {
    keys.put("password", Yaml.environment("VC_PASSWORD"));
    variables.add(
        "VC_PASSWORD"
            + claims
                .chosen("password")
                .filter(found -> !found.isPlaceholder() && !found.value().isEmpty())
                .map(found -> ", which is at " + found.at())
                .orElse(""));
  }

  /**
   * One text.
   *
   * @param needed then an absent one, and a placeholder, are asked from the environment
   */
  private Optional<String> text(String key, boolean needed) {
    Optional<Setting> found = claims.chosen(key).filter(setting -> !setting.value().isEmpty());
    if (found.isPresent() && !found.get().isPlaceholder()) {
      return Optional.of(Yaml.scalar(found.get().value()));
    }
    String variable = VARIABLES.get(key);
    boolean asks = variable != null && (needed || found.isPresent());
    if (found.isPresent()) {
      report.warn(
          "`"
              + found.get().key()
              + "` is the placeholder `"
              + found.get().value()
              + (asks ? "`; the playbook reads " + variable + " for it" : "`; it was left out"),
          found.get().valueAt());
    }
    if (asks) {
      variables.add(variable);
    }
    return asks ? Optional.of(Yaml.environment(variable)) : Optional.empty();
  }

  /** Nova's {@code cluster_name} was once given several times, for several clusters. */
  private void clusters() {
    List<String> names =
        claims.of("cluster").stream()
            .map(Claims.Claim::setting)
            .filter(setting -> !setting.isPlaceholder())
            .flatMap(setting -> Pattern.compile("\\s*,\\s*|\\n").splitAsStream(setting.value()))
            .filter(name -> !name.isBlank())
            .distinct()
            .toList();
    if (names.size() > 1) {
      keys.put("clusters", Yaml.list(names.stream().map(Yaml::scalar).toList()));
      return;
    }
    if (names.size() == 1) {
      keys.put("cluster", Yaml.scalar(names.get(0)));
      return;
    }
    text("cluster", false).ifPresent(text -> keys.put("cluster", text));
  }

  private Optional<Pattern> regex() {
    Optional<Setting> found =
        claims.chosen("datastore_regex").filter(each -> !each.value().isEmpty());
    if (found.isEmpty() || found.get().isPlaceholder()) {
      return text("datastore_regex", false).map(Pattern::compile);
    }
    Setting setting = found.get();
    try {
      Pattern regex = Pattern.compile(setting.value());
      keys.put("datastore_regex", Yaml.quoted(setting.value().replace("${", "$${")));
      return Optional.of(regex);
    } catch (PatternSyntaxException e) {
      int at = Math.max(0, Math.min(e.getIndex(), setting.value().length() - 1));
      report.add(
          Diagnostic.error(
              "`"
                  + setting.key()
                  + "`: `"
                  + setting.value()
                  + "` is no regular expression: "
                  + e.getDescription().toLowerCase(Locale.ROOT),
              setting.part(at, at + 1)));
      return Optional.empty();
    }
  }

  /** Glance's datastores; those of an old release are a name and a datacenter. */
  private List<StoreEntry> stores() {
    List<StoreEntry> entries = new ArrayList<>();
    for (Claims.Claim claim : claims.of("datastores")) {
      Setting setting = claim.setting();
      if (setting.isPlaceholder() || setting.value().isEmpty()) {
        report.warn(
            "`" + setting.key() + "` is the placeholder `" + setting.value() + "`; it was left out",
            setting.valueAt());
        continue;
      }
      if (setting.key().equals("vmware_datastore_name")) {
        entries.add(new StoreEntry(datacenterOf(claim.conf()), setting.value(), 0, setting));
        continue;
      }
      for (String part : setting.value().split("\\n")) {
        StoreEntry.parse(part.equals(setting.value()) ? setting : withValue(setting, part))
            .then(
                entry -> {
                  entries.add(entry);
                  return Checked.of(entry);
                })
            .diagnostics()
            .forEach(report::add);
      }
    }
    return distinct(entries);
  }

  private static Setting withValue(Setting setting, String value) {
    return new Setting(
        setting.section(), setting.key(), value, false, setting.at(), setting.valueAt());
  }

  private String datacenterOf(Conf conf) {
    return claims.of("datacenter").stream()
        .filter(claim -> claim.conf() == conf && !claim.setting().isPlaceholder())
        .map(claim -> claim.setting().value().replaceAll("^/+|/+$", ""))
        .reduce((first, second) -> second)
        .orElse("");
  }

  /** Glance-registry repeats what glance-api says. */
  private static List<StoreEntry> distinct(List<StoreEntry> entries) {
    Map<String, StoreEntry> distinct = new LinkedHashMap<>();
    for (StoreEntry entry : entries) {
      distinct.putIfAbsent(entry.datacenter() + ":" + entry.datastore(), entry);
    }
    return List.copyOf(distinct.values());
  }

  private void datacenter(List<StoreEntry> stores) {
    List<String> datacenters =
        stores.stream().map(StoreEntry::datacenter).filter(dc -> !dc.isEmpty()).distinct().toList();
    if (datacenters.size() == 1) {
      String only = datacenters.get(0);
      keys.put("datacenter", Yaml.scalar(only.contains("/") ? "/" + only : only));
    } else if (datacenters.isEmpty()) {
      text("datacenter", false).ifPresent(text -> keys.put("datacenter", text));
    }
  }

  /**
   * Here an image and its instances share a datastore, so what Nova may not use does not serve for
   * images either.
   */
  private void datastores(List<StoreEntry> stores, Optional<Pattern> regex) {
    boolean alone =
        stores.stream().map(StoreEntry::datacenter).filter(dc -> !dc.isEmpty()).distinct().count()
            < 2;
    List<String> written = new ArrayList<>();
    for (StoreEntry entry : stores) {
      if (regex.isPresent() && !regex.get().matcher(entry.datastore()).lookingAt()) {
        report.warn(
            "`"
                + entry.datastore()
                + "` was for images and `"
                + regex.get()
                + "` keeps instances off it; here both share a datastore, so it was left out",
            entry.at().valueAt());
      } else {
        written.add(entry.yaml(alone));
      }
    }
    if (!written.isEmpty()) {
      keys.put("datastores", Yaml.list(written));
    }
  }

  /** Of 0.0 Nova says that it stands for its own default, which is ours for what is left out. */
  private void ratio(String key) {
    Optional<Setting> found = claims.chosen(key).filter(setting -> !setting.isPlaceholder());
    if (found.isEmpty() || found.get().value().matches("0*(\\.0*)?")) {
      return;
    }
    if (found.get().value().matches("\\d{1,6}(\\.\\d{1,6})?")) {
      keys.put(key, found.get().value());
    } else {
      wrong(found.get(), "expected a number above 0, found `" + found.get().value() + "`");
    }
  }

  private void reserved() {
    Optional<Setting> found =
        claims.chosen("reserved_host_memory").filter(setting -> !setting.value().equals("0"));
    if (found.isEmpty() || found.get().isPlaceholder()) {
      return;
    }
    if (found.get().value().matches("\\d{1,9}")) {
      keys.put("reserved_host_memory", found.get().value() + " MiB");
    } else {
      wrong(found.get(), "expected a number of MiB, found `" + found.get().value() + "`");
    }
  }

  /** As in oslo.vmware a file of authorities wins. */
  private void trust() {
    Optional<String> caFile = text("ca_file", false);
    caFile.ifPresent(text -> keys.put("ca_file", text));
    Optional<Setting> insecure = claims.chosen("insecure").filter(found -> !found.isPlaceholder());
    if (insecure.isEmpty()) {
      return;
    }
    String word = insecure.get().value().toLowerCase(Locale.ROOT);
    if (!TRUE.contains(word) && !FALSE.contains(word)) {
      wrong(insecure.get(), "expected true or false, found `" + insecure.get().value() + "`");
    } else if (TRUE.contains(word) && caFile.isPresent()) {
      report.warn(
          "`" + insecure.get().key() + "` has no effect beside a file of authorities, which wins",
          insecure.get().valueAt());
    } else if (TRUE.contains(word)) {
      keys.put("insecure", "true");
    }
  }

  private void wrong(Setting setting, String message) {
    report.add(Diagnostic.error("`" + setting.key() + "`: " + message, setting.valueAt()));
  }
}
