package dev.provision.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the tests of all kinds declare of one: a file a section in {@code kinds/} of the resources.
 *
 * @param made what is made of the kind, for a kind that makes something
 * @param found what is looked up of it, for a kind that looks things up
 * @param rows two values of each of its rows, for a kind that has rows
 */
public record KindSamples(Optional<Made> made, Optional<Found> found, Optional<Rows> rows) {

  /**
   * What is made of a kind.
   *
   * @param before what else the playbook says, without its connection; may be empty
   * @param declared the section
   * @param absent the same where it is to be absent, or without the entry that is pruned
   * @param call one of those that make it, whose reply can be lost
   * @param seen what govc is asked
   * @param shown what it answers while the thing is there
   */
  public record Made(
      String before, String declared, String absent, String call, List<String> seen, String shown) {

    /** The playbook that makes it. */
    public String whole() {
      return before + declared;
    }

    /** The playbook that takes it away. */
    public String without() {
      return before + absent;
    }
  }

  /** What is looked up of a kind, and where it is. */
  public record Found(String playbook, String path) {}

  /**
   * The rows of one thing.
   *
   * @param before what else the playbook says, without its connection; may be empty
   * @param name what the thing is called
   * @param allow what the user has to allow for the second values; may be empty
   * @param fixed fields that it has besides, as a playbook has them
   * @param values by field, as {@code cpu.shares}
   */
  public record Rows(
      String before,
      String name,
      String allow,
      Map<String, String> fixed,
      Map<String, Sample> values) {}

  /**
   * Two values of a row, as the playbook and as the plan has them.
   *
   * @param at where the playbook has it: the names on the way, which for a list with names of its
   *     own, such as the services of a host, are more than those of the row
   */
  public record Sample(List<String> at, String first, String second, String shown) {}

  /** Those of a section; all are absent when it has no file. */
  public static KindSamples of(String section) {
    Map<?, ?> file = read("/kinds/" + section + ".yml");
    return new KindSamples(
        part(file, "made").map(KindSamples::made),
        part(file, "found").map(each -> new Found(text(each, "playbook"), text(each, "path"))),
        part(file, "rows").map(KindSamples::rows));
  }

  private static Made made(Map<?, ?> made) {
    List<String> seen = ((List<?>) made.get("seen")).stream().map(String::valueOf).toList();
    return new Made(
        text(made, "before"),
        text(made, "declared"),
        text(made, "absent"),
        text(made, "call"),
        seen,
        text(made, "shown"));
  }

  private static Rows rows(Map<?, ?> rows) {
    Map<String, String> fixed = new TreeMap<>();
    part(rows, "fixed")
        .ifPresent(all -> all.forEach((field, value) -> fixed.put("" + field, "" + value)));
    Map<String, Sample> values = new TreeMap<>();
    part(rows, "values")
        .orElseThrow()
        .forEach((field, value) -> values.put("" + field, sample("" + field, (Map<?, ?>) value)));
    String name = text(rows, "name");
    return new Rows(
        text(rows, "before"), name.isEmpty() ? "a" : name, text(rows, "allow"), fixed, values);
  }

  private static Sample sample(String field, Map<?, ?> sample) {
    List<?> at = (List<?>) sample.get("at");
    return new Sample(
        at == null ? List.of(field.split("\\.")) : at.stream().map(String::valueOf).toList(),
        text(sample, "first"),
        text(sample, "second"),
        text(sample, "shown"));
  }

  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString();
  }

  private static Optional<Map<?, ?>> part(Map<?, ?> map, String key) {
    return Optional.ofNullable((Map<?, ?>) map.get(key));
  }

  /** A file of the resources; an empty map when there is none. */
  static Map<?, ?> read(String resource) {
    try (InputStream in = KindSamples.class.getResourceAsStream(resource)) {
      return in == null
          ? Map.of()
          : new Yaml(new SafeConstructor(new LoaderOptions())).<Map<?, ?>>load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
