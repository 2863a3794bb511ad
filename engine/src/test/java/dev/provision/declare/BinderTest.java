package dev.provision.declare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.playbook.Scope;
import dev.provision.source.SourceFile;
import dev.provision.spi.Field;
import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Key;
import dev.provision.spi.schema.NamesAlone;
import dev.provision.spi.schema.OneOf;
import dev.provision.spi.schema.OneOrMore;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Secret;
import dev.provision.spi.schema.Sensitive;
import dev.provision.spi.schema.Shorthand;
import dev.provision.spi.schema.Value;
import dev.provision.spi.schema.Written;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Parser;
import dev.provision.template.Templates;
import dev.provision.template.Variables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BinderTest {
  private static final Scope NOTHING = new Scope(Variables.of(Map.of()), Set.of());

  /** What came of binding one text. */
  private record Bound(
      Optional<Record> value,
      List<String> messages,
      Map<String, Field> fields,
      List<Reference> references) {}

  private static Bound bind(Class<? extends Record> type, String text) {
    Node tree = Parser.parse(new SourceFile("f", text)).get();
    Evaluated evaluated = Evaluated.of(tree, NOTHING);
    Binder binder =
        new Binder(
            new ContentReader(NOTHING.variables(), new Templates(Path.of("f"))),
            evaluated.broken());
    Optional<Record> value = binder.bind(Schema.of(type), (Mapping) evaluated.node(), tree.span());
    List<Diagnostic> all = new ArrayList<>(evaluated.diagnostics());
    all.addAll(binder.notes().diagnostics());
    List<String> messages =
        all.stream().map(d -> d.span().orElseThrow() + ": " + d.message()).toList();
    return new Bound(value, messages, binder.notes().fields(), binder.notes().references());
  }

  private static void assertValid(String text, Record expected) {
    Bound bound = bind(expected.getClass(), text);
    assertThat(bound.messages()).isEmpty();
    assertThat(bound.value()).contains(expected);
  }

  private static void assertInvalid(Class<? extends Record> type, String text, String... messages) {
    Bound bound = bind(type, text);
    assertThat(bound.messages()).containsExactly(messages);
    assertThat(bound.value()).isEmpty();
  }

  enum Mode {
    ON,
    OFF,
    VERY_LOUD
  }

  record Texts(String a, String b, String c, String d) {}

  record Numbers(int i, long l, Integer boxed, BigDecimal decimal, boolean truth) {}

  record Units(@Bare("MiB") DataSize size, @Bare("s") Duration time, Duration unit) {}

  record Choice(@Default("off") Mode mode) {}

  record Optionals(Optional<Integer> a, List<String> b, Map<String, Integer> c) {}

  record Lone(@OneOrMore List<Integer> ports, List<Integer> others) {}

  record Members(@NamesAlone Map<String, Map<String, String>> hosts) {}

  record Inner(@Shorthand String name, @Default("3") int depth) {}

  record Outer(Map<String, Inner> inner, List<Inner> all, Optional<Inner> one) {}

  record Keyed(@Key("the-key") String text, String twoWords) {}

  record Refs(
      @Refers("images") Ref image,
      @Refers(value = "instances", order = Reference.Order.MEMBER_OF) List<Ref> members) {}

  record Named(@Refers("attributes") Map<Ref, String> values) {}

  record Late(Value<Integer> number, Optional<Value<Content>> text) {}

  record Hidden(Secret password, @Sensitive Optional<String> pin, Optional<String> open) {}

  @OneOf({"a", "b"})
  record Either(Optional<String> a, Optional<String> b) {}

  record Checked1(int low, int high) {
    Checked1 {
      if (low > high) {
        throw new IllegalArgumentException("`low` is above `high`");
      }
    }
  }

  @Written(one = "a port, as in p80", many = "ports")
  public record Port(int number) {
    public Port(String text) {
      this(number(text));
    }

    private static int number(String text) {
      if (!text.matches("p[0-9]+")) {
        throw new IllegalArgumentException("expected a port, as in p80, found `" + text + "`");
      }
      return Integer.parseInt(text.substring(1));
    }
  }

  record Ports(Port one, List<Port> all, @Sensitive Optional<Port> hidden) {}

  @Test
  void readsATypeOfAModuleFromOneText() {
    assertValid(
        "{one: p80, all: [p1, p2]}",
        new Ports(new Port(80), List.of(new Port(1), new Port(2)), Optional.empty()));
    assertInvalid(
        Ports.class,
        "{one: 80, all: [p1, px], hidden: 7}",
        "f:1:7: `one`: expected a port, as in p80, found `80`",
        "f:1:21: `all.1`: expected a port, as in p80, found `px`",
        "f:1:34: `hidden`: expected a port, as in p80, found (sensitive)");
    assertThat(Schema.of(Ports.class).fields().stream().map(field -> field.type().words()))
        .containsExactly("a port, as in p80", "a list of ports", "a port, as in p80");
  }

  @Test
  void readsTextsAsTheyAreWrittenWhateverYamlWouldMakeOfThem() {
    assertValid("{a: on, b: 010, c: 12:30:45, d: 1e3}", new Texts("on", "010", "12:30:45", "1e3"));
  }

  @Test
  void oneMayStandForAListOfItWhereTheFieldSaysSo() {
    assertValid("{ports: 22, others: [80]}", new Lone(List.of(22), List.of(80)));
    assertValid("{ports: [22, 80]}", new Lone(List.of(22, 80), List.of()));
    assertValid("{ports: ~}", new Lone(List.of(), List.of()));
    assertInvalid(
        Lone.class,
        "{ports: ssh, others: 80}",
        "f:1:9: `ports`: expected a whole number, found `ssh`",
        "f:1:22: `others`: expected a list, found `80`; write `[80]`");
    assertInvalid(
        Lone.class,
        "{ports: {a: 1}}",
        "f:1:9: `ports`: expected a whole number, or a list of whole number, found a mapping");
  }

  @Test
  void aListOfNamesMayStandForAMappingWhereTheFieldSaysSo() {
    assertValid("{hosts: {a: {x: 1}}}", new Members(Map.of("a", Map.of("x", "1"))));
    assertValid("{hosts: [a, b]}", new Members(Map.of("a", Map.of(), "b", Map.of())));
    assertInvalid(
        Members.class, "{hosts: {a: [x]}}", "f:1:13: `hosts.a`: expected a mapping, found a list");
    assertInvalid(
        Members.class,
        "{hosts: [[a]]}",
        "f:1:9: `hosts`: expected a mapping, or a list of names, found a list");
  }

  @Test
  void readsNumbersAndTruth() {
    assertValid(
        "{i: -3, l: 5000000000, boxed: '7', decimal: 1.50, truth: false}",
        new Numbers(-3, 5_000_000_000L, 7, new BigDecimal("1.50"), false));
  }

  @Test
  void refusesWhatOnlyResemblesANumber() {
    assertInvalid(
        Numbers.class,
        "{i: 010, l: 1_000, boxed: 0x10, decimal: .5, truth: 'Yes'}",
        "f:1:5: `i`: expected a whole number, found `010`",
        "f:1:13: `l`: expected a whole number, found `1_000`",
        "f:1:27: `boxed`: expected a whole number, found `0x10`",
        "f:1:42: `decimal`: expected a number, found `.5`",
        "f:1:53: `truth`: expected true or false, found `Yes`; write `true`");
    assertInvalid(
        Numbers.class,
        "{i: 2147483648, l: 9223372036854775808, boxed: 1, decimal: 1, truth: true}",
        "f:1:5: `i`: `2147483648` is too large; at most 2147483647",
        "f:1:20: `l`: `9223372036854775808` is too large; at most 9223372036854775807");
  }

  @Test
  void readsUnitsAndBareNumbersByTheirField() {
    assertValid(
        "{size: 512, time: 90, unit: 1.5 h}",
        new Units(DataSize.ofMebibytes(512), Duration.ofSeconds(90), Duration.ofMinutes(90)));
    assertInvalid(
        Units.class,
        "{size: 1 mile, time: 5 minutes, unit: 5}",
        "f:1:8: `size`: `1 mile` is not a size: expected a number and B, KiB, MiB, GiB or TiB, as"
            + " in 2 GiB",
        "f:1:22: `time`: `5 minutes` is not a duration: expected a number and ms, s, min, h or d,"
            + " as in 5 min",
        "f:1:39: `unit`: `5` is not a duration: expected a number and ms, s, min, h or d, as in 5"
            + " min");
  }

  @Test
  void readsWordsOfAChoice() {
    assertValid("{mode: on}", new Choice(Mode.ON));
    assertValid("{mode: very-loud}", new Choice(Mode.VERY_LOUD));
    assertValid("{}", new Choice(Mode.OFF));
    assertInvalid(
        Choice.class,
        "{mode: VERY_LOUD}",
        "f:1:8: `mode`: expected on, off or very-loud, found `VERY_LOUD`; did you mean"
            + " `very-loud`?");
  }

  @Test
  void leavesOutWhatMayBeLeftOut() {
    assertValid("{}", new Optionals(Optional.empty(), List.of(), Map.of()));
    assertValid("{a: , b: ~, c: null}", new Optionals(Optional.empty(), List.of(), Map.of()));
    assertInvalid(
        Texts.class,
        "{a: x, b: , c: [1]}",
        "f:1:10: `b`: expected a text, found nothing; leave the key out or give it a value",
        "f:1:16: `c`: expected a text, found a list",
        "f:1:1: `d` is missing: expected a text");
  }

  @Test
  void takesNoLoneScalarForAList() {
    assertInvalid(
        Optionals.class,
        "{b: x, c: [1]}",
        "f:1:5: `b`: expected a list, found `x`; write `[x]`",
        "f:1:11: `c`: expected a mapping, found a list");
  }

  @Test
  void namesThePlaceOfAMistakeInsideListsAndMaps() {
    assertInvalid(
        Outer.class,
        "{inner: {x: {name: a, depth: b, dpth: 1}}, all: [{depth: 2}, [3]], one: }",
        "f:1:33: unknown field `dpth`; did you mean `depth`?",
        "f:1:30: `inner.x.depth`: expected a whole number, found `b`",
        "f:1:50: `all.0.name` is missing: expected a text",
        "f:1:62: `all.1`: expected a text, or a mapping, found a list");
  }

  @Test
  void takesAScalarForTheMappingThatItIsShortFor() {
    assertValid(
        "{inner: {x: a}, all: [b, {name: c, depth: 9}]}",
        new Outer(
            Map.of("x", new Inner("a", 3)),
            List.of(new Inner("b", 3), new Inner("c", 9)),
            Optional.empty()));
  }

  @Test
  void keepsTheOrderOfAMap() {
    Outer outer = (Outer) bind(Outer.class, "{inner: {z: a, y: a, a: a, m: a}}").value().get();

    assertThat(outer.inner().keySet()).containsExactly("z", "y", "a", "m");
  }

  @Test
  void writesKeysInSnakeCaseOrAsTheSpecSays() {
    assertValid("{the-key: a, two_words: b}", new Keyed("a", "b"));
  }

  @Test
  void collectsReferencesWithTheirPlaces() {
    Bound bound = bind(Refs.class, "{image: u, members: [a, b]}");

    assertThat(bound.value()).contains(new Refs(new Ref("u"), List.of(new Ref("a"), new Ref("b"))));
    assertThat(bound.references())
        .extracting(
            r -> r.section() + "." + r.name() + " " + r.order() + " " + r.field() + " " + r.span())
        .containsExactly(
            "images.u USES image f:1:9",
            "instances.a MEMBER_OF members.0 f:1:22",
            "instances.b MEMBER_OF members.1 f:1:25");
  }

  @Test
  void aNameThatHasAValueMayReferToAResource() {
    Bound bound = bind(Named.class, "{values: {owner: web-team, Backup Policy: ''}}");

    assertThat(bound.value())
        .contains(new Named(Map.of(new Ref("owner"), "web-team", new Ref("Backup Policy"), "")));
    assertThat(bound.references())
        .extracting(r -> r.section() + "." + r.name() + " " + r.order() + " " + r.field())
        .containsExactly(
            "attributes.owner USES values.owner",
            "attributes.Backup Policy USES values.Backup Policy");
  }

  @Test
  void readsAKnownValueWhereItMayBeLate() {
    assertValid(
        "{number: 5, text: hello}",
        new Late(Value.known(5), Optional.of(Value.known(new Content("hello")))));
    assertInvalid(
        Late.class,
        "{number: x, text: [a]}",
        "f:1:10: `number`: expected a whole number, found `x`",
        "f:1:19: `text`: expected a text, {file: path} or {template: path, vars: {…}}, found a"
            + " list");
  }

  @Test
  void notesEveryFieldThatIsWrittenAndNoDefault() {
    Bound bound = bind(Outer.class, "{inner: {x: a, y: {name: b}}}");

    assertThat(bound.fields().keySet())
        .containsExactly("inner", "inner.x", "inner.x.name", "inner.y", "inner.y.name");
    assertThat(bound.fields().get("inner.y.name").span()).hasToString("f:1:26");
  }

  @Test
  void marksSecretsAndShowsThemInNoMessage() {
    Bound bound = bind(Hidden.class, "{password: hunter2, pin: '1234', open: yes}");

    assertThat(bound.value().toString()).doesNotContain("hunter2");
    assertThat(bound.fields().get("password").sensitive()).isTrue();
    assertThat(bound.fields().get("pin").sensitive()).isTrue();
    assertThat(bound.fields().get("open").sensitive()).isFalse();
    assertInvalid(
        Hidden.class,
        "{password: {hunter2: 1}, pin: [hunter2]}",
        "f:1:12: `password`: expected a text, found a mapping",
        "f:1:31: `pin`: expected a text, found a list");
  }

  @Test
  void asksForExactlyOneOfSeveral() {
    assertValid("{b: x}", new Either(Optional.empty(), Optional.of("x")));
    assertInvalid(Either.class, "{}", "f:1:1: one of `a`, `b` must be given");
    assertInvalid(Either.class, "{a: x, b: y}", "f:1:8: only one of `a`, `b` can be given");
  }

  @Test
  void turnsTheRefusalOfARecordIntoAMistakeAtItsField() {
    assertValid("{low: 1, high: 2}", new Checked1(1, 2));
    assertInvalid(Checked1.class, "{high: 2, low: 3}", "f:1:16: `low` is above `high`");
  }

  @Test
  void evaluatesNoKey() {
    assertInvalid(Optionals.class, "{c: {'${x}': 1}}", "f:1:6: a key is not evaluated: `${x}`");
  }

  @Test
  void describesARecordForItsReference() {
    assertThat(Schema.of(Units.class).fields())
        .extracting(f -> f.key() + ": " + f.type().words() + (f.required() ? ", required" : ""))
        .containsExactly(
            "size: a size, as in 2 GiB, required",
            "time: a duration, as in 5 min, required",
            "unit: a duration, as in 5 min, required");
    assertThat(Schema.of(Choice.class).fields().get(0).fallback()).contains("off");
    assertThat(Schema.of(Outer.class).fields())
        .extracting(f -> f.type().words())
        .containsExactly(
            "a mapping of names to text, or a mapping",
            "a list of text, or a mapping",
            "a text, or a mapping");
  }

  @Test
  void refusesASpecThatNoYamlStandsFor() {
    record Odd(Object anything) {}
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> Schema.of(Odd.class))
        .withMessage("no YAML stands for the type of java.lang.Object anything");
  }
}
