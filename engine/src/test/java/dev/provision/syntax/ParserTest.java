package dev.provision.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParserTest {
  @Test
  void keepsTheTextOfEveryScalar() {
    assertValid("a: on\nb: 010\nc: 12:30:45\nd: 7.0\n", "{a: on, b: 010, c: 12:30:45, d: 7.0}");
    assertValid("a: 0x1F\nb: 2001-01-01\nc: 1_000\n", "{a: 0x1F, b: 2001-01-01, c: 1_000}");
    assertValid("a: \"x\\ty\"\nb: 'it''s'\n", "{a: 'x\ty', b: 'it's'}");
    assertValid("a: |\n  one\n  two\n", "{a: |one\ntwo\n}");
    assertValid("[a, {b: c}]", "[a, {b: c}]");
  }

  @Test
  void knowsNothingFromAnEmptyText() {
    Mapping root =
        (Mapping) parse("a:\nb: ~\nc: null\nd: ''\ne: \"null\"\nf: !!str null\ng: nil\n").get();
    assertThat(root.entries().stream().map(e -> ((Scalar) e.value()).isNull()))
        .containsExactly(true, true, true, false, false, false, false);
  }

  @Test
  void givesEachNodeItsPlace() {
    Mapping root = (Mapping) parse("name: x\nlist:\n  - 'ü'\n  - {k: v}\n").get();
    assertThat(root.span()).isEqualTo(new Span("site.yml", 1, 1, 4, 11));
    assertThat(root.entry("name").orElseThrow().key().span())
        .isEqualTo(new Span("site.yml", 1, 1, 1, 5));
    Sequence list = (Sequence) root.get("list").orElseThrow();
    assertThat(list.span()).isEqualTo(new Span("site.yml", 3, 3, 4, 11));
    assertThat(list.items().get(0).span()).isEqualTo(new Span("site.yml", 3, 5, 3, 8));
    assertThat(list.items().get(1).span()).isEqualTo(new Span("site.yml", 4, 5, 4, 11));
  }

  @Test
  void givesAnAliasThePlaceOfItsAnchor() {
    Mapping root = (Mapping) parse("a: &x !!str web\nb: *x\n").get();
    assertThat(root.get("b").orElseThrow()).isSameAs(root.get("a").orElseThrow());
    assertThat(root.get("b").orElseThrow().span()).isEqualTo(new Span("site.yml", 1, 13, 1, 16));
  }

  @Test
  void mergesMappingsBelowWhatIsWrittenOut() {
    assertValid(
        "base: &b {x: 1, y: 2}\nweb:\n  <<: *b\n  y: 3\n",
        "{base: {x: 1, y: 2}, web: {y: 3, x: 1}}");
    assertValid(
        "a: &a {x: 1}\nb: &b {x: 2, z: 2}\nc: {<<: [*a, *b], q: 0}\n",
        "{a: {x: 1}, b: {x: 2, z: 2}, c: {q: 0, x: 1, z: 2}}");
    assertValid("a: {'<<': 1}", "{a: {<<: 1}}");
    Mapping root = (Mapping) parse("a: &a {x: 1}\nb:\n  <<: *a\n").get();
    Mapping merged = (Mapping) root.get("b").orElseThrow();
    assertThat(merged.entry("x").orElseThrow().key().span())
        .isEqualTo(new Span("site.yml", 1, 8, 1, 9));
  }

  @Test
  void refusesToMergeAnythingElse() {
    assertInvalid(
        "a: {<<: [x, {y: z}]}", "1:10: `<<` merges a mapping or a list of mappings, not a text");
    assertInvalid(
        "a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n", "4:3: `<<` is here twice (3:3: first here)");
  }

  @Test
  void refusesAnEmptyFile() {
    assertInvalid("", "1:1: the playbook is empty");
    assertInvalid("# nothing\n\n", "1:1: the playbook is empty");
    assertInvalid("---\n...\n", "1:1: the playbook is empty");
    assertThat(Parser.parse(new SourceFile("v.yml", ""), "variables file").diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("the variables file is empty");
  }

  @Test
  void refusesASecondDocument() {
    assertInvalid("a: 1\n---\nb: 2\n", "2:1: a second YAML document starts here; a file has one");
    assertInvalid(
        "a: 1\n...\nb: 2\n", "3:1: a file has one YAML document; nothing may follow its `...`");
  }

  @Test
  void namesBothPlacesOfADuplicateKey() {
    assertInvalid(
        "db:\n  ram: 1\n  disk: 2\n  \"ram\": 3\n", "4:3: `ram` is here twice (2:3: first here)");
  }

  @Test
  void refusesUnknownTags() {
    assertInvalid(
        "a: !foo x\nb: !!python/object y\n", //
        "1:4: unknown tag `!foo`",
        "2:4: unknown tag `!!python/object`");
    assertInvalid("a: !h!foo x", "1:4: unknown tag `!h!`");
    assertInvalid("a: !!binary x", "1:4: unknown tag `!!binary`");
    assertThat(parse("a: !vault |\n  $ANSIBLE_VAULT;1.1\n").diagnostics().get(0).hint())
        .contains("encrypt the whole file with ansible-vault and list it in vars_files");
  }

  @Test
  void refusesKeysThatAreNoText() {
    assertInvalid("? [a]\n: b", "1:3: a key must be a text, not a list");
    assertInvalid("{a: b}: c", "1:1: a key must be a text, not a mapping");
  }

  @Test
  void refusesAnAnchorInsideItself() {
    assertInvalid(
        "a: &a {b: *a}", "1:11: `*a` stands inside the `&a` that it names (1:4: `&a` starts here)");
    assertInvalid(
        "a: &a\n  - &b\n    - *a\n",
        "3:7: `*a` stands inside the `&a` that it names (1:4: `&a` starts here)");
  }

  @Test
  void refusesAnAliasWithoutAnAnchor() {
    assertInvalid(
        "a: &base 1\nb: *bsae\n",
        "2:4: there is no anchor `&bsae` above this alias; did you mean `base`?");
  }

  @Test
  void refusesAnAliasBomb() {
    StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c <= 'k'; c++) {
      String before = "*" + (char) (c - 1);
      bomb.append(c + ": &" + c + " [" + (before + ", ").repeat(9) + before + "]\n");
    }
    assertInvalid(bomb.toString(), "5:36: the aliases up to here stand for more than 100000 nodes");
  }

  @Test
  void refusesNestingThatIsTooDeep() {
    assertInvalid("a: " + "[".repeat(100_000), "1:67: this is nested deeper than 64 levels");
    assertInvalid(
        "a: &a " + "[".repeat(40) + "]".repeat(40) + "\nb: " + "[".repeat(40) + "*a",
        "2:44: with this alias written out, nesting is deeper than 64 levels");
  }

  @Test
  void refusesTabs() {
    String message = "YAML does not allow tabs for indentation; use spaces";
    assertInvalid("a:\n\tb: 1\n", "2:1: " + message);
    assertInvalid("a:\n  b: 1\n\tc: 2\n", "3:1: " + message);
  }

  @Test
  void showsItsOwnFormToPeopleWhoComeFromAnsible() {
    assertInvalid("name: {{ x }}", "1:7: `{{ x }}` is Ansible's form; write `${x}`");
    assertInvalid("name: {{x}}-foo", "1:7: `{{ x }}` is Ansible's form; write `${x}`");
    assertInvalid(
        "a: {{ lookup('env', 'HOST') }}\nb: {{ n | default(3) }}\nc: {{ x | to_json }}\n",
        "1:4: `{{ lookup('env', 'HOST') }}` is Ansible's form; write `${env.HOST}`",
        "2:4: `{{ n | default(3) }}` is Ansible's form; write `${n!3}`",
        "3:4: `{{ x | to_json }}` is Ansible's form; write `${…}`");
  }

  @Test
  void asksForQuotesAroundAnExpressionInBraces() {
    assertInvalid("a: {b: ${c}}", "1:8: an expression inside braces must be in quotes: `\"${…}\"`");
    assertInvalid(
        "a: [x-${c}, d]", "1:5: an expression inside brackets must be in quotes: `\"${…}\"`");
    assertInvalid(
        "a: ${x?then(1, 2)}\nb: ${m[\"x\"]: }",
        "2:4: an expression that contains `: ` must be in quotes: `\"${…}\"`");
  }

  @Test
  void explainsWhatIsNoYaml() {
    assertInvalid("a: \"open\nb: 2\n", "1:4: the quote that opens here is never closed");
    assertInvalid("a: [1, 2\nb: 3\n", "1:4: the `[` here is never closed");
    assertInvalid("a: {x: 1", "1:4: the `{` here is never closed");
    assertInvalid("a: [1 2, 'x' y]", "1:14: expected `,` or `]` before this `y`");
    assertInvalid("a: [1,,2]", "1:7: there is nothing before this `,`");
    assertInvalid("a: ]", "1:4: nothing opens this `]`");
    assertInvalid(
        "a: b: c", "1:5: a second `:` in one line; put the text that contains it in quotes");
    assertInvalid("a: @x", "1:4: a text cannot start with `@`; put it in quotes");
    assertInvalid(
        "a: \"x\" y", "1:8: there is text after the closing quote; put all of it in quotes");
    assertInvalid(
        "a: \"\\q\"",
        "1:6: unknown escape `\\q` in double quotes; write `\\\\` for a backslash, or use single"
            + " quotes");
    assertInvalid(
        "key: - a", "1:6: a list cannot start behind a key; put `-` on the next line, indented");
    assertInvalid(
        "a: 1\n b: 2\n",
        "2:3: this key does not fit: the line above is a text that goes on here; correct its `:` or"
            + " the indentation");
    assertInvalid(
        "a:\n    b: 1\n  c: 2\n",
        "3:3: this line does not fit the mapping that it stands in; correct its indentation (1:1: the"
            + " mapping starts here)");
    assertInvalid(
        "<<<<<<< HEAD\na: 1\n=======\n",
        "1:1: this is the mark of a merge conflict; resolve it first");
    assertInvalid(
        "a: x\u0007y",
        "1:5: YAML does not allow the character U+0007; in double quotes it is written `\\u0007`");
  }

  @Test
  void findsTheMistakesOfAllPartsAtOnce() {
    assertInvalid(
        """
        one: {a: ${b}}
        two:
          x: 1
          x: 2
        three: "open
        four: !foo y
        five:
        \ta: b
        six: *base
        """,
        "1:10: an expression inside braces must be in quotes: `\"${…}\"`",
        "4:3: `x` is here twice (3:3: first here)",
        "5:8: the quote that opens here is never closed",
        "6:7: unknown tag `!foo`",
        "8:1: YAML does not allow tabs for indentation; use spaces");
  }

  @Test
  void countsColumnsInCodePoints() {
    assertInvalid(
        "\uD83D\uDE00: {\uD83D\uDE00: 1, a: 2, a: 3}",
        "1:17: `a` is here twice (1:11: first here)");
  }

  private static Checked<Node> parse(String text) {
    return Parser.parse(new SourceFile("site.yml", text));
  }

  private static void assertValid(String text, String expected) {
    Checked<Node> checked = parse(text);
    assertThat(checked.diagnostics()).isEmpty();
    assertThat(shown(checked.get())).isEqualTo(expected);
  }

  private static void assertInvalid(String text, String... expected) {
    assertThat(parse(text).diagnostics().stream().map(ParserTest::shown)).containsExactly(expected);
  }

  private static String shown(Diagnostic diagnostic) {
    String places = diagnostic.span().orElseThrow() + ": " + diagnostic.message();
    for (Diagnostic.Related related : diagnostic.related()) {
      places += " (" + related.span() + ": " + related.message() + ")";
    }
    return places.replace("site.yml:", "");
  }

  private static String shown(Node node) {
    if (node instanceof Scalar scalar) {
      return switch (scalar.style()) {
        case PLAIN -> scalar.text();
        case QUOTED -> "'" + scalar.text() + "'";
        case BLOCK -> "|" + scalar.text();
      };
    }
    List<String> parts = new ArrayList<>();
    if (node instanceof Sequence list) {
      list.items().forEach(item -> parts.add(shown(item)));
      return "[" + String.join(", ", parts) + "]";
    }
    ((Mapping) node).entries().forEach(e -> parts.add(e.name() + ": " + shown(e.value())));
    return "{" + String.join(", ", parts) + "}";
  }
}
