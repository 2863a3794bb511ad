package dev.provision.template;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The names that expressions may use. Immutable. A value is a {@link Node}, or a text, boolean,
 * number, list or map of these, or null. A plain scalar counts as a number, a boolean or nothing
 * when it is written like one, otherwise as a text.
 */
public final class Variables {
  /** Names with a meaning of their own, in addition to the sections of {@link Resources}. */
  public static final Set<String> RESERVED = Set.of("env", "environment", "index", "each", "slug");

  private static final Set<String> SECRET_WORDS = Set.of("PASSWORD", "SECRET", "TOKEN", "KEY");

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?");

  private final Map<String, Object> values;
  private final Set<String> secrets;
  private final Map<String, String> environment;
  private final Resources resources;
  private final Set<String> laterNames;
  private final Function<String, Optional<Node>> later;

  private final Shared shared;

  /**
   * What all variables that come from the same first set share.
   *
   * @param parsed expressions that were already parsed
   * @param supervisor runs what may not end soon
   * @param volume of all texts that are made
   */
  private record Shared(Map<String, Object> parsed, Supervisor supervisor, TextVolume volume) {}

  private Variables(
      Map<String, Object> values,
      Set<String> secrets,
      Map<String, String> environment,
      Resources resources,
      Set<String> laterNames,
      Function<String, Optional<Node>> later,
      Shared shared) {
    this.values = Collections.unmodifiableMap(values);
    this.secrets = Set.copyOf(secrets);
    this.environment = environment;
    this.resources = resources;
    this.laterNames = Set.copyOf(laterNames);
    this.later = later;
    this.shared = shared;
  }

  /**
   * No variables yet.
   *
   * @param environment the source of {@code env.NAME}
   */
  public static Variables of(Map<String, String> environment) {
    return of(environment, Supervisor.standard());
  }

  static Variables of(Map<String, String> environment, Supervisor supervisor) {
    return new Variables(
        Map.of(),
        Set.of(),
        Map.copyOf(environment),
        Resources.none(),
        Set.of(),
        name -> Optional.empty(),
        new Shared(new ConcurrentHashMap<>(), supervisor, new TextVolume()));
  }

  /** Adds a variable or replaces its value; also for {@code environment} and {@code each}. */
  public Variables with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(Objects.requireNonNull(name), value);
    return new Variables(more, secrets, environment, resources, laterNames, later, shared);
  }

  public Variables withAll(Map<String, ?> more) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(more);
    return new Variables(all, secrets, environment, resources, laterNames, later, shared);
  }

  /** Makes these variables secret, and every value computed from them. */
  public Variables withSecrets(Set<String> names) {
    Set<String> all = new TreeSet<>(secrets);
    all.addAll(names);
    return new Variables(values, all, environment, resources, laterNames, later, shared);
  }

  public Variables withResources(Resources known) {
    return new Variables(values, secrets, environment, known, laterNames, later, shared);
  }

  /** Adds a source for names that have no value yet: variables that are still being evaluated. */
  Variables withLater(Set<String> names, Function<String, Optional<Node>> source) {
    return new Variables(values, secrets, environment, resources, names, source, shared);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of a variable; empty when it does not exist or is null. */
  public Optional<Object> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean isSecret(String name) {
    return secrets.contains(name);
  }

  /** The texts of the secret variables, those in lists and mappings too. */
  public Set<String> secretTexts() {
    Set<String> texts = new TreeSet<>();
    for (String name : secrets) {
      if (values.get(name) instanceof Node node) {
        texts(node, texts);
      }
    }
    return texts;
  }

  private static void texts(Node node, Set<String> texts) {
    if (node instanceof Scalar scalar) {
      texts.add(scalar.text());
    } else if (node instanceof Sequence list) {
      list.items().forEach(item -> texts(item, texts));
    } else if (node instanceof Mapping mapping) {
      mapping.entries().forEach(entry -> texts(entry.value(), texts));
    }
  }

  /** The names that may be used, for suggestions; too many variables are left out. */
  Set<String> allNames() {
    boolean few = values.size() + laterNames.size() <= DidYouMean.MOST_NAMES;
    Set<String> all = new TreeSet<>(few ? values.keySet() : Set.of());
    all.addAll(few ? laterNames : Set.of());
    all.addAll(resources.sections());
    all.addAll(Set.of("env", "slug"));
    return all;
  }

  Optional<Node> later(String name) {
    return later.apply(name);
  }

  Map<String, Object> parsed() {
    return shared.parsed();
  }

  Supervisor supervisor() {
    return shared.supervisor();
  }

  TextVolume volume() {
    return shared.volume();
  }

  /** Counts a text that was read or made; the refusal when there is too much of it. */
  public Optional<String> refusalOf(String text) {
    return volume().takes(text.length()) ? Optional.empty() : Optional.of(TextVolume.refusal());
  }

  /** Whether a scalar counts as a number: plain, and written as in YAML 1.2 or JSON. */
  static boolean isNumber(Scalar scalar) {
    return scalar.style() == Scalar.Style.PLAIN && NUMBER.matcher(scalar.text()).matches();
  }

  static boolean isBoolean(Scalar scalar) {
    return scalar.style() == Scalar.Style.PLAIN
        && (scalar.text().equals("true") || scalar.text().equals("false"));
  }

  Map<String, String> environment() {
    return environment;
  }

  Resources resources() {
    return resources;
  }

  Provenance provenance(String name) {
    return new Provenance(Set.of("variable " + name), isSecret(name));
  }

  static Provenance provenanceOfEnvironment(String name) {
    return new Provenance(Set.of("environment " + name), isSecretName(name));
  }

  /** Whether the name of an environment variable suggests a secret. */
  public static boolean isSecretName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(upper::contains);
  }
}
