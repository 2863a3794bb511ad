package dev.provision.simulator.host;

import com.vmware.vim25.BoolOption;
import com.vmware.vim25.ChoiceOption;
import com.vmware.vim25.ElementDescription;
import com.vmware.vim25.InvalidName;
import com.vmware.vim25.LongOption;
import com.vmware.vim25.OptionDef;
import com.vmware.vim25.OptionType;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.StringOption;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code OptionManager}: the advanced options of a host. A real host has some thousand; here are a
 * few of each type.
 */
public final class OptionManager implements ManagedType {
  static final String TYPE = "OptionManager";
  static final String VALUES = "setting";
  static final String DEFINITIONS = "supportedOption";

  private static final String LOG_DIR = "Syslog.global.logDir";

  private final World world;
  private final CalledHost called;

  public OptionManager(World world, Authorization authorization) {
    this.world = world;
    this.called = new CalledHost(world, authorization);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": setting supportedOption")
        .on(TYPE, "QueryOptions", "", this::query)
        .on(TYPE, "UpdateOptions", "", this::update);
  }

  /** An option and the value that it has on a new host. */
  private record Known(String key, OptionType type, Object value) {}

  private static final List<Known> KNOWN =
      List.of(
          text("Annotations.WelcomeMessage", ""),
          choice(
              "Config.HostAgent.log.level",
              "info",
              "error",
              "info",
              "trivia",
              "verbose",
              "warning"),
          flag("Config.HostAgent.plugins.solo.enableMob", false),
          text("DCUI.Access", "root"),
          number("Misc.APDHandlingEnable", 1, 0, 1),
          number("NFS.MaxVolumes", 32, 8, 256),
          text("ScratchConfig.ConfiguredScratchLocation", "/var/lib/vmware/osdata"),
          readOnly(text("ScratchConfig.CurrentScratchLocation", "/var/lib/vmware/osdata")),
          number("Security.AccountLockFailures", 5, 0, 100),
          number("Security.AccountUnlockTime", 900, 0, 86_400),
          text(LOG_DIR, "[] /scratch/log"),
          flag("Syslog.global.logDirUnique", false),
          text("Syslog.global.logHost", ""),
          number("UserVars.ESXiShellInteractiveTimeOut", 0, 0, 86_400),
          number("UserVars.ESXiShellTimeOut", 0, 0, 86_400),
          number("UserVars.SuppressShellWarning", 0, 0, 1));

  private static Known text(String key, String value) {
    StringOption type = new StringOption();
    type.defaultValue = value;
    return new Known(key, type, value);
  }

  private static Known flag(String key, boolean value) {
    BoolOption type = new BoolOption();
    type.supported = true;
    type.defaultValue = value;
    return new Known(key, type, value);
  }

  private static Known number(String key, long value, long min, long max) {
    LongOption type = new LongOption();
    type.min = min;
    type.max = max;
    type.defaultValue = value;
    return new Known(key, type, value);
  }

  private static Known choice(String key, String value, String... words) {
    ChoiceOption type = new ChoiceOption();
    type.choiceInfo =
        Arrays.stream(words).map(OptionManager::word).toArray(ElementDescription[]::new);
    type.defaultIndex = List.of(words).indexOf(value);
    return new Known(key, type, value);
  }

  private static Known readOnly(Known known) {
    known.type().valueIsReadonly = true;
    return known;
  }

  private static ElementDescription word(String key) {
    ElementDescription word = new ElementDescription();
    word.key = key;
    word.label = key;
    word.summary = key;
    return word;
  }

  /** The options of a new host. */
  static OptionValue[] begin() {
    return KNOWN.stream()
        .map(known -> value(known.key(), known.value()))
        .toArray(OptionValue[]::new);
  }

  static OptionDef[] definitions() {
    return KNOWN.stream()
        .map(
            known -> {
              OptionDef def = new OptionDef();
              def.key = known.key();
              def.label = known.key();
              def.summary = known.key();
              def.optionType = Values.copy(known.type());
              return def;
            })
        .toArray(OptionDef[]::new);
  }

  private static OptionValue value(String key, Object value) {
    OptionValue option = new OptionValue();
    option.key = key;
    option.value = value;
    return option;
  }

  private static Optional<Known> known(String key) {
    return KNOWN.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /** Gives options of a host values as a lab declares them, written as text. */
  public static void declare(World world, Managed host, Map<String, String> options) {
    Managed manager = HostParts.managerOf(world, host, TYPE);
    options.forEach(
        (key, text) ->
            known(key)
                .ifPresent(known -> set(world, manager, value(key, parsed(known.type(), text)))));
  }

  private static Object parsed(OptionType type, String text) {
    if (type instanceof LongOption) {
      return Long.valueOf(text);
    }
    return type instanceof BoolOption ? (Object) Boolean.valueOf(text) : text;
  }

  /** Whether a host has an option of this key. */
  public static boolean has(String key) {
    return known(key).isPresent();
  }

  /** Sets one; a host shows a log directory with a slash, however it was written. */
  static void set(World world, Managed manager, OptionValue option) {
    OptionValue[] all = Values.copy(manager.get(VALUES, OptionValue[].class));
    for (OptionValue each : all) {
      if (each.key.equals(option.key)) {
        each.value =
            option.key.equals(LOG_DIR)
                ? ((String) option.value).replaceFirst("^(\\[[^]]*]) *(?=[^/ ])", "$1 /")
                : option.value;
      }
    }
    world.set(manager, VALUES, all);
  }

  private Object query(Invocation in) throws VimFault {
    called.of(in, "System.View");
    String name = in.maybe("name", String.class).orElse("");
    List<OptionValue> found = new ArrayList<>();
    for (OptionValue each : in.self().get(VALUES, OptionValue[].class)) {
      if (each.key.equals(name) || each.key.startsWith(name + ".") || name.isEmpty()) {
        found.add(each);
      }
    }
    if (found.isEmpty()) {
      throw unknown(name);
    }
    return found.toArray(OptionValue[]::new);
  }

  private static VimFault unknown(String name) {
    InvalidName fault = new InvalidName();
    fault.name = name;
    return Refuse.with(fault, "The name '" + name + "' is invalid.");
  }

  /** One after the other: those before a refused one are set. */
  private Object update(Invocation in) throws VimFault {
    called.of(in, "Host.Config.AdvancedConfig");
    for (OptionValue each : in.need("changedValue", OptionValue[].class)) {
      OptionValue has =
          Arrays.stream(in.self().get(VALUES, OptionValue[].class))
              .filter(value -> value.key.equals(each.key))
              .findFirst()
              .orElseThrow(() -> unknown(each.key));
      demandFit(in.self(), has, each.value);
      set(world, in.self(), each);
    }
    return null;
  }

  /** A value of another type is refused, also a number of another length. */
  private static void demandFit(Managed manager, OptionValue has, Object value) throws VimFault {
    boolean fits = has.value.getClass().isInstance(value);
    for (OptionDef def : manager.get(DEFINITIONS, OptionDef[].class)) {
      fits = fits && (!def.key.equals(has.key) || isFit(def.optionType, value));
    }
    if (!fits) {
      throw Refuse.argument(has.key, "`" + value + "` is no value for it");
    }
  }

  private static boolean isFit(OptionType type, Object value) {
    if (type instanceof LongOption number) {
      return (Long) value >= number.min && (Long) value <= number.max;
    }
    if (type instanceof ChoiceOption choice) {
      return Arrays.stream(choice.choiceInfo).anyMatch(each -> each.key.equals(value));
    }
    return !Boolean.TRUE.equals(type.valueIsReadonly);
  }
}
