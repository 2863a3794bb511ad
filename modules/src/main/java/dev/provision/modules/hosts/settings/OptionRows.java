package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionDef;
import com.vmware.vim25.OptionValue;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.MapRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The advanced options of a host ({@code OptionManager}), and the logs and the scratch directory,
 * which are options too. Each is read by its own path, because a host has thousands. The host sets
 * them one by one, so some are set when one is refused.
 */
final class OptionRows {
  private static final String LOG_HOSTS = "Syslog.global.logHost";
  private static final String LOG_DIR = "Syslog.global.logDir";
  private static final String LOG_UNIQUE = "Syslog.global.logDirUnique";
  private static final String SCRATCH = "ScratchConfig.ConfiguredScratchLocation";

  /** The ruleset of the firewall for logs. */
  private static final String PORT = "syslog";

  /** Options with a field of their own. */
  private static final Map<String, String> FIELDS =
      Map.of(
          LOG_HOSTS, "syslog.hosts",
          LOG_DIR, "syslog.dir",
          LOG_UNIQUE, "syslog.unique",
          SCRATCH, "scratch");

  private OptionRows() {}

  static <S extends DeclaredSettings> RowsCall<S, List<OptionValue>> call() {
    List<Row<S, Item, List<OptionValue>>> rows =
        List.of(
            OptionRows.<S, List<String>>option(
                    "syslog.hosts",
                    LOG_HOSTS,
                    spec -> spec.syslog().flatMap(SyslogSpec::hosts),
                    OptionRows::hosts,
                    hosts -> String.join(",", hosts))
                .saying(Texts::list),
            option(
                "syslog.dir",
                LOG_DIR,
                spec -> spec.syslog().flatMap(SyslogSpec::dir),
                value -> FilePlace.parse(String.valueOf(value)),
                FilePlace::toString),
            option(
                "syslog.unique",
                LOG_UNIQUE,
                spec -> spec.syslog().flatMap(SyslogSpec::unique),
                value -> Boolean.parseBoolean(String.valueOf(value)),
                unique -> unique),
            OptionRows.<S>scratch()
                .with(Effect.IN_PLACE, "takes effect when the host is restarted"),
            new MapRow<>(
                "options",
                DeclaredSettings::options,
                key -> Set.of(value(key), definition(key)),
                OptionRows::seen,
                (text, found) -> found.means(text),
                (all, key, text, found) ->
                    all.add(set(key, found.known().map(there -> there.parse(text)).orElse(text))),
                found -> String.valueOf(found.value())));
    return new RowsCall<>(Rows.sparse(ArrayList::new, rows), OptionRows::write);
  }

  /** A host shows the id of the datastore, and takes that or a name. */
  private static <S extends DeclaredSettings>
      FieldRow<S, Item, List<OptionValue>, FilePlace> scratch() {
    return FieldRow.of(
        "scratch",
        value(SCRATCH),
        DeclaredSettings::scratch,
        host ->
            seen(host, SCRATCH)
                .map(found -> FilePlace.parse(String.valueOf(found.value())))
                .map(place -> HostPlaces.of(host).map(all -> all.named(place)).orElse(place)),
        (all, place, old) -> all.add(set(SCRATCH, place.inShell())));
  }

  /**
   * An option as a host has it.
   *
   * @param definition null when the server shows none
   */
  private record Found(Object value, OptionDef definition) {
    Object parse(String text) {
      return OptionTypes.parse(text, definition, value);
    }

    /** A text that the option does not take is a problem of its own. */
    boolean means(String text) {
      try {
        return parse(text).equals(value);
      } catch (IllegalArgumentException e) {
        return text.equals(String.valueOf(value));
      }
    }
  }

  private static String value(String key) {
    return "config.option[\"" + key + "\"]";
  }

  private static String definition(String key) {
    return "config.optionDef[\"" + key + "\"]";
  }

  /** A host that vCenter reaches shows all the options that it has. */
  private static Seen<Found> seen(Item host, String key) {
    boolean reached =
        host.get("runtime.connectionState", HostSystemConnectionState.class)
            .filter(state -> state != HostSystemConnectionState.connected)
            .isEmpty();
    return host.get(value(key), OptionValue.class)
        .<Seen<Found>>map(
            option ->
                new Seen.Known<>(
                    new Found(
                        option.getValue(),
                        host.get(definition(key), OptionDef.class).orElse(null))))
        .orElseGet(
            () ->
                host.missing().containsKey(value(key))
                    ? new Seen.Unknown<>(host.missing().get(value(key)))
                    : reached
                        ? new Seen.NotSet<>()
                        : new Seen.Unknown<>("its host shows no configuration"));
  }

  private static <S extends DeclaredSettings, V> FieldRow<S, Item, List<OptionValue>, V> option(
      String field,
      String key,
      Function<S, Optional<V>> wanted,
      Function<Object, V> seen,
      Function<V, Object> value) {
    return FieldRow.of(
        field,
        value(key),
        wanted,
        host -> seen(host, key).map(found -> seen.apply(found.value())),
        (all, wish, old) -> all.add(set(key, value.apply(wish))));
  }

  private static OptionValue set(String key, Object value) {
    OptionValue option = new OptionValue();
    option.setKey(key);
    option.setValue(value);
    return option;
  }

  private static List<String> hosts(Object value) {
    return Arrays.stream(String.valueOf(value).split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  static <S extends DeclaredSettings> List<Problem> mistakes(S spec) {
    List<Problem> problems = new ArrayList<>();
    FIELDS.forEach(
        (key, field) -> {
          if (spec.options().containsKey(key)) {
            problems.add(new Problem("options." + key, "`" + field + "` is the field for it"));
          }
        });
    return problems;
  }

  /** Options that the host does not have, and values that it does not take. */
  static <S extends DeclaredSettings> List<Problem> problems(S spec, Item host) {
    List<Problem> problems = new ArrayList<>();
    spec.options()
        .forEach(
            (key, text) -> {
              Seen<Found> found = seen(host, key);
              if (found instanceof Seen.NotSet) {
                problems.add(
                    new Problem("options." + key, "the host has no advanced option of this name"));
              }
              found
                  .known()
                  .ifPresent(
                      there -> {
                        try {
                          there.parse(text);
                        } catch (IllegalArgumentException e) {
                          problems.add(new Problem("options." + key, e.getMessage()));
                        }
                      });
            });
    return problems;
  }

  /** Logs go through a port of the firewall, which is closed on a new host. */
  static <S extends DeclaredSettings> List<String> notes(S spec, Item host) {
    boolean sends =
        spec.syslog().flatMap(SyslogSpec::hosts).filter(all -> !all.isEmpty()).isPresent();
    boolean declared = spec.firewall().containsKey(PORT);
    boolean closed =
        FirewallRows.seen(host)
            .known()
            .filter(all -> all.containsKey(PORT) && !all.get(PORT).isEnabled())
            .isPresent();
    return sends && closed && !declared
        ? List.of("the ruleset `" + PORT + "` is disabled there, so no log leaves the host")
        : List.of();
  }

  private static void write(
      ManagedObjectReference host, List<OptionValue> options, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference manager =
        new Managers(host, write).get(HostConfigManager::getAdvancedOption, "advanced options");
    write.send(api -> api.updateOptions(manager, options.toArray(OptionValue[]::new)));
  }
}
