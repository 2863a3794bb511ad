package dev.provision.openstack;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One import: files in, a playbook and what is said about it out. Confined to one thread. */
final class Import {
  /**
   * What came of it.
   *
   * @param playbook its text; of use only without errors
   * @param lines a line for each option
   */
  record Imported(String playbook, List<String> lines, List<Diagnostic> diagnostics) {}

  /** Sections of which every option is ours to know; elsewhere the rest is other services'. */
  private static final Set<String> OURS = Set.of("vmware", "glance_store");

  private final Report report = new Report();
  private final ResourceDraft resources = new ResourceDraft();
  private final VcenterDraft vcenter = new VcenterDraft(report);
  private final Map<String, String> instanceDefaults = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final FlavorCommand flavors = new FlavorCommand(report, resources);
  private final Places places;
  private final Verbs verbs;
  private Optional<Setting> policy = Optional.empty();
  private boolean usesPolicies;

  /**
   * @param folder that the playbook will be in; empty for the one in which the commands are run
   * @param portGroups the port groups of networks, by name
   */
  Import(Optional<Path> folder, Map<String, String> portGroups) {
    places = new Places(folder, report);
    verbs = new Verbs(report, places, resources, flavors, portGroups, instanceDefaults);
  }

  /** Reads configuration files first and command lines then, whatever their order. */
  Imported read(List<SourceFile> files, List<SourceFile> commands, String environment) {
    List<SourceFile> lines = new ArrayList<>(commands);
    for (SourceFile file : files) {
      names.add(Path.of(file.name()).getFileName().toString());
      if (looksLikeCommands(file)) {
        lines.add(file);
      } else {
        configuration(file);
      }
    }
    lines.forEach(this::commands);
    policy.ifPresent(this::defaultPolicy);
    flavors.finish();
    String text =
        new PlaybookText(environment, names, vcenter.keys(), vcenter.variables(), resources).text();
    return new Imported(text, report.lines(), report.diagnostics());
  }

  private static boolean looksLikeCommands(SourceFile file) {
    return !file.name().endsWith(".conf")
        && file.text()
            .lines()
            .anyMatch(
                line -> line.matches("\\s*([$#]\\s+)?(glance|nova|neutron|cinder|openstack)\\s.*"));
  }

  private void configuration(SourceFile file) {
    Optional<Conf> conf = Conf.of(file);
    if (conf.isEmpty()) {
      report.add(
          Diagnostic.error(
              "this is neither nova.conf, glance-api.conf, glance-registry.conf nor cinder.conf, and"
                  + " holds no glance, nova, neutron, cinder or openstack command",
              Span.of(file.name())));
      return;
    }
    Checked<List<Setting>> read = OsloFile.read(file);
    report.addAll(read.diagnostics());
    Substitution substitution = new Substitution(read.get());
    Map<String, Setting> foreign = new LinkedHashMap<>();
    Map<String, Set<String>> foreignNames = new LinkedHashMap<>();
    for (Setting raw : read.get()) {
      Optional<Option> row = Options.of(conf.get(), raw);
      if (row.isPresent()) {
        setting(conf.get(), row.get(), substitution.of(raw));
      } else if (OURS.contains(raw.section()) || raw.key().startsWith("vmware_")) {
        unknown(conf.get(), raw);
      } else {
        foreign.putIfAbsent(raw.section(), raw);
        foreignNames.computeIfAbsent(raw.section(), s -> new LinkedHashSet<>()).add(raw.key());
      }
    }
    foreignNames.forEach(
        (section, keys) ->
            report.line(
                foreign.get(section).at(),
                "[" + section + "]",
                "not read, it is about OpenStack's own services: " + String.join(", ", keys)));
    report.addAll(substitution.diagnostics());
    if (conf.get() == Conf.REGISTRY) {
      report.warn(
          "glance-registry.conf had no effect on where images are stored; glance-api.conf decides",
          Span.of(file.name()));
    }
  }

  private void setting(Conf conf, Option row, Setting setting) {
    report.line(setting.at(), setting.name(), row.becomes().text());
    row.vcenterKey().ifPresent(key -> vcenter.add(conf, key, setting));
    if (row.name().equals("use_linked_clone") && setting.value().matches("(?i)false|0|off|no")) {
      instanceDefaults.put("clone", "full");
    }
    if (row.name().equals("force_config_drive")
        && setting.value().matches("(?i)true|1|on|yes|always")) {
      instanceDefaults.put("config_drive", "true");
    }
    if (row.name().equals("pbm_enabled")) {
      usesPolicies = setting.value().matches("(?i)true|1|on|yes");
    }
    if (row.name().equals("pbm_default_policy") && !setting.isPlaceholder()) {
      policy = Optional.of(setting);
    }
  }

  private void unknown(Conf conf, Setting setting) {
    report.warn(
        "option `"
            + setting.key()
            + "` of ["
            + setting.section()
            + "] is not known and was left out"
            + DidYouMean.suffix(setting.key(), Options.namesIn(conf, setting.section())),
        OsloFile.hidden(setting.at()));
  }

  /** Nova follows it only where the use of policies is switched on. */
  private void defaultPolicy(Setting setting) {
    if (usesPolicies) {
      flavors.policy(setting.value());
    } else {
      report.warn(
          "pbm_default_policy has no effect without pbm_enabled = True, so no flavor got it",
          setting.at());
    }
  }

  private void commands(SourceFile source) {
    Checked<List<ShellLine>> lines = ShellLines.read(source);
    report.addAll(lines.diagnostics());
    places.in(source);
    // what others name comes first, in whatever order the lines stand
    for (Verbs.Phase phase : Verbs.Phase.values()) {
      lines.get().forEach(line -> command(line, phase));
    }
  }

  private void command(ShellLine line, Verbs.Phase phase) {
    Verbs.Verb verb = verbs.of(line);
    if (verb.phase() == phase) {
      verb.read().run();
    }
  }
}
