package dev.provision.schema;

import dev.provision.schema.Violation.Missing;
import dev.provision.schema.Violation.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came of the check of one request. For one thread. */
public final class Findings {
  private static final Set<String> SEVERAL = Set.of("float", "double", "dateTime");

  private final ServiceVersion asked;
  private final List<Violation> violations = new ArrayList<>();
  private final SortedSet<String> elements = new TreeSet<>();
  private final SortedSet<String> newer = new TreeSet<>();
  private final Map<String, Integer> content = new TreeMap<>();
  private final Set<String> newerPaths = new HashSet<>();
  private String method = "";

  /** The schema that yavijava knows. */
  static final Since YAVIJAVA = new Since("6.0");

  /** What every release that we speak to has had from its first day. */
  private static final Since OLDEST = new Since("6.5");

  Findings(ServiceVersion asked) {
    this.asked = asked;
  }

  void method(String name) {
    method = name;
  }

  String method() {
    return method;
  }

  void violated(Rule rule, String path, String text) {
    violations.add(new Violation(rule, method, path, text, Optional.empty()));
  }

  void missing(String path, Missing missing, String text) {
    violations.add(new Violation(Rule.REQUIRED, method, path, text, Optional.of(missing)));
  }

  /** One element that is there, with its type where it says one. */
  void element(String path, String type) {
    elements.add(type == null ? path : path + ":" + type);
  }

  /**
   * Something that the request uses.
   *
   * @param namespace of the type that has it
   */
  void uses(String namespace, Since since, String path, String what) {
    uses(Rule.NEWER, namespace, since, path, what);
  }

  /** A property of an object of vim25 that the request names. */
  void reads(Since since, String path, String property) {
    uses(Rule.PROPERTY, "urn:vim25", since, path, property);
  }

  private void uses(Rule rule, String namespace, Since since, String path, String what) {
    if (!asked.has(namespace, since)) {
      violated(
          rule,
          path,
          what + " is there since " + since + ", and asked for is " + asked.of(namespace));
    }
    if (since.isNewerThan(YAVIJAVA)) {
      newerPaths.add(path);
    }
    if (since.isNewerThan(OLDEST)) {
      newer.add(what + " (" + since + ")");
    }
  }

  /**
   * The text of an element. Numbers with a point and times have several; base64 is read as a list
   * of bytes is, and so not written again as what it was.
   */
  void text(String path, String type, String text) {
    if (type.equals("base64Binary")) {
      return;
    }
    content.merge(SEVERAL.contains(type) ? path : path + "=" + text, 1, Integer::sum);
  }

  /** The texts that yavijava's schema knows and only this one has, not the other. */
  SortedSet<String> lostIn(Findings other) {
    SortedSet<String> lost = new TreeSet<>();
    content.forEach(
        (each, count) -> {
          if (count > other.content.getOrDefault(each, 0) && !isNewer(each)) {
            lost.add(each);
          }
        });
    return lost;
  }

  private boolean isNewer(String element) {
    return newerPaths.stream()
        .anyMatch(
            path ->
                element.startsWith(path + "/")
                    || element.startsWith(path + "=")
                    || element.equals(path));
  }

  boolean hasNewerThanYavijava() {
    return !newerPaths.isEmpty();
  }

  /**
   * Whether the version has it, so that what it requires is required.
   *
   * @param namespace of the type that has it
   */
  boolean has(String namespace, Since since) {
    return asked.has(namespace, since);
  }

  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** The same for requests that differ in values and in the length of lists alone. */
  String shape() {
    return method + " " + String.join(" ", elements);
  }

  /** What in it is newer than 6.5. */
  SortedSet<String> newer() {
    return newer;
  }
}
