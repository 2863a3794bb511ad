package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostFirewallRuleset;
import com.vmware.vim25.HostFirewallRulesetIpList;
import com.vmware.vim25.HostFirewallRulesetRulesetSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The firewall of a host ({@code HostFirewallSystem}): two calls for each ruleset that differs. */
final class FirewallRows {
  static final String PROPERTY = "config.firewall.ruleset";

  private FirewallRows() {}

  /** What changes of one ruleset. */
  static final class Edit {
    private String key;
    private Optional<Boolean> enabled = Optional.empty();
    private Optional<Sources> allowed = Optional.empty();
    private HostFirewallRulesetIpList old;
  }

  static <S extends DeclaredSettings> RowsCall<S, List<Edit>> call() {
    return new RowsCall<>(Rows.sparse(ArrayList::new, List.of(row())), FirewallRows::write);
  }

  private static <S extends DeclaredSettings>
      ListRow<S, Item, List<Edit>, RulesetSpec, HostFirewallRuleset, Edit> row() {
    return new ListRow<>(
        "firewall",
        PROPERTY,
        Optional.empty(),
        spec -> Optional.of(spec.firewall()).filter(all -> !all.isEmpty()),
        FirewallRows::seen,
        Rows.sparse(
            Edit::new,
            List.of(
                FieldRow.of(
                    "enabled",
                    PROPERTY,
                    RulesetSpec::enabled,
                    (HostFirewallRuleset ruleset) -> Seen.of(ruleset.isEnabled()),
                    (edit, enabled, old) -> edit.enabled = Optional.of(enabled)),
                FieldRow.of(
                    "allowed",
                    PROPERTY,
                    wanted -> wanted.allowed().map(Sources::of),
                    (HostFirewallRuleset ruleset) ->
                        Seen.of(ruleset.getAllowedHosts()).map(Sources::of),
                    (edit, allowed, old) -> edit.allowed = Optional.of(allowed)))),
        new Edits(),
        (host, key) -> false,
        FirewallRows::words,
        ruleset -> ruleset.isEnabled() ? "enabled" : "disabled");
  }

  static Seen<Map<String, HostFirewallRuleset>> seen(Item host) {
    return Seen.of(host, PROPERTY, HostFirewallRuleset[].class)
        .map(
            all -> {
              Map<String, HostFirewallRuleset> byKey = new LinkedHashMap<>();
              for (HostFirewallRuleset each : all) {
                byKey.put(each.getKey(), each);
              }
              return byKey;
            });
  }

  private static String words(RulesetSpec wanted) {
    List<String> words = new ArrayList<>();
    wanted.enabled().ifPresent(enabled -> words.add(enabled ? "enabled" : "disabled"));
    wanted.allowed().ifPresent(allowed -> words.add("from " + Sources.of(allowed)));
    return String.join(", ", words);
  }

  /** Rulesets are edited only: nobody can add or remove one. */
  private static final class Edits implements ListRow.Edits<List<Edit>, HostFirewallRuleset, Edit> {
    @Override
    public void add(List<Edit> all, String key, Edit edit) {
      edit.key = key;
      all.add(edit);
    }

    @Override
    public void edit(List<Edit> all, String key, Edit edit, HostFirewallRuleset seen) {
      edit.old = seen.getAllowedHosts();
      add(all, key, edit);
    }

    @Override
    public void remove(List<Edit> all, String key, HostFirewallRuleset seen) {
      throw new AssertionError(key);
    }
  }

  static <S extends DeclaredSettings> List<Problem> mistakes(S spec) {
    List<Problem> problems = new ArrayList<>();
    spec.firewall()
        .forEach(
            (key, wanted) ->
                wanted
                    .allowed()
                    .filter(allowed -> !Sources.isOne(allowed))
                    .ifPresent(
                        allowed ->
                            problems.add(
                                new Problem(
                                    "firewall." + key + ".allowed",
                                    "expected `all`, or addresses and networks, as in 10.0.0.0/24,"
                                        + " found `"
                                        + String.join(", ", allowed)
                                        + "`"))));
    return problems;
  }

  static <S extends DeclaredSettings> List<Problem> problems(S spec, Item host) {
    List<Problem> problems = new ArrayList<>();
    Optional<Map<String, HostFirewallRuleset>> there = seen(host).known();
    spec.firewall()
        .forEach(
            (key, wanted) -> {
              if (there.isEmpty()) {
                return;
              }
              HostFirewallRuleset ruleset = there.get().get(key);
              if (ruleset == null) {
                problems.add(
                    new Problem(
                        "firewall." + key, NoSuch.words("ruleset", key, there.get().keySet())));
              } else if (ruleset.isRequired() && wanted.enabled().filter(on -> !on).isPresent()) {
                problems.add(
                    new Problem(
                        "firewall." + key, "the host requires it, so it cannot be disabled"));
              }
            });
    return problems;
  }

  private static void write(ManagedObjectReference host, List<Edit> edits, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference system =
        new Managers(host, write).get(HostConfigManager::getFirewallSystem, "firewall");
    for (Edit edit : edits) {
      // from where first, so that a ruleset is never open to more than is declared
      if (edit.allowed.isPresent()) {
        HostFirewallRulesetRulesetSpec spec = new HostFirewallRulesetRulesetSpec();
        spec.setAllowedHosts(edit.allowed.get().list(edit.old));
        write.send(api -> api.updateRuleset(system, edit.key, spec));
      }
      if (edit.enabled.isPresent()) {
        write.send(
            api -> {
              if (edit.enabled.get()) {
                api.enableRuleset(system, edit.key);
              } else {
                api.disableRuleset(system, edit.key);
              }
            });
      }
    }
  }
}
