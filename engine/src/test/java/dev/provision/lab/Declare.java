package dev.provision.lab;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.plan.Attributes;
import dev.provision.plan.Node;
import dev.provision.plan.Work;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Field;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declares a thing in a test: {@code thing("a").with("x", "1").uses("b")}. */
public final class Declare {
  /** What a test declares. */
  public static final EnvironmentId LAB = new EnvironmentId("", "lab");

  private final String name;
  private String path;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, Field> spans = new LinkedHashMap<>();
  private final Set<Address> dependencies = new LinkedHashSet<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<String> locks = new ArrayList<>();
  private final Map<String, Integer> limits = new LinkedHashMap<>();
  private Optional<Address> linked = Optional.empty();
  private Common common = Common.DEFAULT;
  private boolean existing;
  private int readyIn;
  private Optional<Integer> tcp = Optional.empty();

  private Declare(String name) {
    this.name = name;
    this.path = "/" + name;
  }

  public static Declare thing(String name) {
    return new Declare(name);
  }

  public Declare at(String other) {
    path = other;
    return this;
  }

  public Declare with(String field, String value) {
    fields.put(field, value);
    return this;
  }

  public Declare secret(String field, String value) {
    fields.put(field, value);
    spans.put(field, new Field(span(name, 2), true, List.of()));
    return this;
  }

  public Declare after(String... others) {
    for (String other : others) {
      dependencies.add(address(other));
    }
    return this;
  }

  public Declare uses(String other) {
    references.add(new Reference("things", other, Reference.Order.USES, "uses", span(name, 3)));
    return after(other);
  }

  /**
   * It comes before the other, which gets to know it; the other must say so with {@link #after}.
   */
  public Declare memberOf(String other) {
    references.add(
        new Reference("things", other, Reference.Order.MEMBER_OF, "group", span(name, 3)));
    return this;
  }

  public Declare size(String size) {
    references.add(new Reference("sizes", size, Reference.Order.USES, "size", span(name, 3)));
    dependencies.add(new Address("size", size));
    return this;
  }

  /** {@code link: ${things.other.ip}}. */
  public Declare linkedTo(String other) {
    linked = Optional.of(address(other));
    return after(other);
  }

  public Declare lock(String key) {
    locks.add(key);
    return this;
  }

  /** No more than so many with this object are made at once. */
  public Declare limit(String object, int atOnce) {
    limits.put(object, atOnce);
    return this;
  }

  public Declare existing() {
    existing = true;
    return this;
  }

  public Declare readyIn(int reads) {
    readyIn = reads;
    return this;
  }

  public Declare tcp(int port) {
    tcp = Optional.of(port);
    return this;
  }

  public Declare absent() {
    return common(true, common.protect(), common.adopt(), common.formerly(), common.timeout());
  }

  public Declare protect() {
    return common(common.absent(), true, common.adopt(), common.formerly(), common.timeout());
  }

  public Declare adopt() {
    return common(common.absent(), common.protect(), true, common.formerly(), common.timeout());
  }

  public Declare formerly(String other) {
    return common(
        common.absent(), common.protect(), common.adopt(), Optional.of(other), common.timeout());
  }

  public Declare timeout(Duration limit) {
    return common(
        common.absent(), common.protect(), common.adopt(), common.formerly(), Optional.of(limit));
  }

  private Declare common(
      boolean absent,
      boolean protect,
      boolean adopt,
      Optional<String> formerly,
      Optional<Duration> timeout) {
    common = new Common(absent, List.of(), common.tags(), protect, adopt, formerly, timeout);
    return this;
  }

  public Declare tags(String... tags) {
    common =
        new Common(
            common.absent(),
            List.of(),
            Set.of(tags),
            common.protect(),
            common.adopt(),
            common.formerly(),
            common.timeout());
    return this;
  }

  public static Address address(String name) {
    return new Address("thing", name);
  }

  private static Span span(String name, int line) {
    return new Span(name + ".yml", line, 1, line, 2);
  }

  private Declaration<ThingSpec> declaration(Optional<Value<String>> link) {
    return new Declaration<>(
        address(name),
        new ThingSpec(path, fields, link, locks, limits, Optional.empty(), existing, readyIn, tcp),
        common,
        spans,
        references,
        span(name, 1));
  }

  private Node<ThingSpec, Picture, Pen> node() {
    return Node.of(
        address(name),
        new ThingKind(),
        declaration(linked.map(o -> new Value.Deferred<>("${...}"))),
        dependencies,
        Map.of(),
        linked.map(
            other -> attributes -> Checked.of(declaration(Optional.of(link(other, attributes))))));
  }

  private static Value<String> link(Address other, Attributes attributes) {
    return attributes
        .of(other)
        .map(a -> (String) a.get("ip"))
        .<Value<String>>map(Value::known)
        .orElse(new Value.Deferred<>("${...}"));
  }

  /** What is declared, in an order that fits. */
  public static Work<LabSpec, Picture, Pen> work(Server server, Declare... all) {
    return work(server, List.of(), all);
  }

  /**
   * @param places what the connection names
   */
  public static Work<LabSpec, Picture, Pen> work(
      Server server, List<String> places, Declare... all) {
    List<Node<?, Picture, Pen>> nodes = new ArrayList<>();
    nodes.add(
        new Node<>(
            new SizeKind(),
            new Declaration<>(
                new Address("size", "small"),
                new SizeSpec("1"),
                Common.DEFAULT,
                Map.of(),
                List.of(),
                Span.of("sizes.yml")),
            Set.of(),
            Map.of(),
            Optional.empty()));
    for (Declare one : all) {
      nodes.add(one.node());
    }
    return new Work<>(
        LAB,
        new LabProvider(server),
        new Declaration<>(
            new Address("lab", "lab"),
            new LabSpec(10, places),
            Common.DEFAULT,
            Map.of(),
            List.of(),
            Span.of("lab.yml")),
        nodes);
  }
}
