package dev.provision.template;

import static dev.provision.template.EvaluatorTest.evaluate;
import static dev.provision.template.EvaluatorTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.template.Resources.Found;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolvableTest {
  /** What is declared: {@code db}, and {@code web} with a count of two. */
  private static final Found DECLARED = new Found.Declared();

  private static final Resources UNKNOWN =
      resources(Map.of("db", DECLARED, "web", DECLARED, "web-1", DECLARED, "web-2", DECLARED));

  private static final Found.One DB = new Found.One(Map.of("ip", "10.0.0.5", "uuid", "u5"));
  private static final Found.One WEB_1 = new Found.One(Map.of("ip", "10.0.0.1"));
  private static final Found.One WEB_2 = new Found.One(Map.of("ip", "10.0.0.2"));

  private static final Resources KNOWN =
      resources(
          Map.of(
              "db", DB,
              "web-1", WEB_1,
              "web-2", WEB_2,
              "web", new Found.Group(List.of(WEB_1, WEB_2))));

  @Test
  void waitsForWhatAnExpressionReads() {
    assertPending("${instances.db.ip}", "[instances.db.ip]");
    assertPending("http://${instances['web-1'].ip}:80/", "[instances.web-1.ip]");
    assertPending("${instances[name].ip}", "[instances.db.ip]");
    assertPending(
        "${instances.db.ip}-${instances['web-2'].uuid}", "[instances.db.ip, instances.web-2.uuid]");
    assertPending("${instances.web.ip}", "[instances.web.ip]");
  }

  @Test
  void findsReferencesUnderBuiltInsIndexesAndDefaults() {
    assertPending("${instances.web.ip?join(',')}", "[instances.web.ip]");
    assertPending("${instances.web.ip?size + 1}", "[instances.web.ip]");
    assertPending("${instances.web.ip[0]?upper_case}", "[instances.web.ip]");
    assertPending("${instances.web.ip?map(x -> x + ':80')?join(' ')}", "[instances.web.ip]");
    assertPending("${instances.db.ip?split('.')[3]?number + 1}", "[instances.db.ip]");
    assertPending("${instances.db.ip!'none'}", "[instances.db.ip]");
    assertPending(
        "${(instances.db.ip)!instances['web-1'].ip}", "[instances.db.ip, instances.web-1.ip]");
    assertPending("${instances.web?size}", "[instances.web]");
    assertPending("${instances.web[0].ip}", "[instances.web, instances.web.ip]");
    assertPending("\"${{'a': instances.db.ip}}\"", "[instances.db.ip]");
  }

  @Test
  void findsReferencesInEachBranch() {
    assertPending(
        "${instances.db.ready?then(instances['web-1'].ip, instances['web-2'].ip)}",
        "[instances.db.ready, instances.web-1.ip, instances.web-2.ip]");
    assertPending(
        "${instances.db.ready && instances['web-1'].ready}",
        "[instances.db.ready, instances.web-1.ready]");
    assertPending(
        "${(instances.web.ip?size == 0)?then(instances.db.ip, 'x')}",
        "[instances.db.ip, instances.web.ip]");
  }

  @Test
  void refusesNamesThatAreNotThere() {
    assertInvalid("key: ${instances.dbb.ip}", "1:18: `instances` has no `dbb`; did you mean `db`?");
    assertInvalid(
        "key: ${instances.db.ipp}",
        "1:21: `instances.db` has no attribute `ipp`; did you mean `ip`?");
    assertInvalid(
        "key: ${instnces.db.ip}", "1:8: unknown variable `instnces`; did you mean `instances`?");
    assertInvalid("key: ${instances.db.ip + nosuch}", "1:26: unknown variable `nosuch`");
    assertInvalid(
        "key: ${instances.db.ready?then('x', nosuch)}", "1:37: unknown variable `nosuch`");
  }

  @Test
  void tellsHowANameWithADashIsWritten() {
    Checked<Node> checked =
        evaluate(
            "key: ${instances.app-1.ip}",
            variables().withResources(resources(Map.of("app-1", DECLARED))));
    assertThat(shown(checked.diagnostics()))
        .containsExactly(
            "1:18: `instances` has no `app`; a name with a dash is written `instances['app-1']`");
  }

  @Test
  void hasItsValueWhenTheAttributesAreKnown() {
    assertResolved("${instances.db.ip}", "'10.0.0.5'");
    assertResolved("http://${instances['web-1'].ip}:80/", "'http://10.0.0.1:80/'");
    assertResolved("${instances.web.ip}", "['10.0.0.1', '10.0.0.2']");
    assertResolved("${instances.web.ip?join(',')}", "'10.0.0.1,10.0.0.2'");
    assertResolved("${instances.web[1].ip}", "'10.0.0.2'");
    assertResolved("${instances.web?size}", "2");
  }

  @Test
  void keepsWaitingForWhatIsStillNotKnown() {
    Pending pending = pending("${instances.db.ip} ${instances.db.uuid}");
    Resources partly = resources(Map.of("db", new Found.One(Map.of("ip", "10.0.0.5"))));
    Node still = ((Resolvable) pending).resolve(partly).get();
    assertThat(shown(still)).isEqualTo("pending[instances.db.ip, instances.db.uuid]");
    assertThat(shown(((Resolvable) still).resolve(KNOWN).get())).isEqualTo("'10.0.0.5 u5'");
  }

  @Test
  void takesTheDefaultOfAnAttributeThatIsNotThere() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("ip", null);
    Resources without = resources(Map.of("db", new Found.One(attributes)));
    Resolvable pending = (Resolvable) pending("${instances.db.ip!'none'}");
    assertThat(shown(pending.resolve(without).get())).isEqualTo("'none'");
  }

  @Test
  void saysAtResolvingWhatWasWrongWithTheValue() {
    Resolvable pending = (Resolvable) pending("${instances.db.ip?number}");
    assertThat(shown(pending.resolve(KNOWN).diagnostics()))
        .containsExactly("1:1: \"10.0.0.5\" is no number");
  }

  @Test
  void waitsThroughAVariable() {
    Variables more = variables().with("url", pending("http://${instances.db.ip}/"));
    Resolvable pending = (Resolvable) evaluate("<${url}>", more).get();
    assertThat(pending.references()).hasToString("[instances.db.ip]");
    assertThat(shown(pending.resolve(KNOWN).get())).isEqualTo("'<http://10.0.0.5/>'");
  }

  @Test
  void remembersItsScopeAndItsSources() {
    Resolvable pending = (Resolvable) pending("${name}:${instances.db.ip}");
    Node value = pending.resolve(KNOWN).get();
    assertThat(shown(value)).isEqualTo("'db:10.0.0.5'");
    assertThat(pending.provenance().sources())
        .containsExactlyInAnyOrder("variable name", "attribute instances.db.ip");
    assertThat(pending.span()).hasToString("site.yml:1:1");
    assertThat(pending).hasToString("${name}:${instances.db.ip}");
  }

  private static Variables variables() {
    return Variables.of(Map.of()).with("name", "db").withResources(UNKNOWN);
  }

  private static Pending pending(String yaml) {
    Checked<Node> checked = evaluate(yaml, variables());
    assertThat(checked.diagnostics()).isEmpty();
    return (Pending) checked.get();
  }

  private static void assertPending(String yaml, String references) {
    assertThat(pending(yaml).references()).hasToString(references);
  }

  private static void assertResolved(String yaml, String expected) {
    Checked<Node> checked = ((Resolvable) pending(yaml)).resolve(KNOWN);
    assertThat(checked.diagnostics()).isEmpty();
    assertThat(shown(checked.get())).isEqualTo(expected);
  }

  private static void assertInvalid(String yaml, String... expected) {
    assertThat(shown(evaluate(yaml, variables()).diagnostics())).containsExactly(expected);
  }

  private static Resources resources(Map<String, Found> instances) {
    return new Resources() {
      @Override
      public Set<String> sections() {
        return Set.of("instances");
      }

      @Override
      public Set<String> attributes(String section) {
        return Set.of("ip", "uuid", "ready");
      }

      @Override
      public Found find(String section, String name) {
        Found found = instances.get(name);
        return found != null ? found : new Found.Unknown(instances.keySet());
      }
    };
  }
}
