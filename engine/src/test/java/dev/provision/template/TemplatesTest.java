package dev.provision.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.template.Resources.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
  private static final Variables VARIABLES =
      Variables.of(Map.of("DB_PASSWORD", "hunter2"))
          .with("name", "web-1")
          .with("memory", 8192)
          .with("packages", List.of("nginx", "curl"));

  @TempDir Path folder;

  private Templates templates;

  @BeforeEach
  void standBesideThePlaybook() {
    templates = new Templates(folder.resolve("a/b/site.yml"));
  }

  @Test
  void rendersAFileWithItsDirectives() throws IOException {
    file(
        "a/b/web.ftl",
        """
        #cloud-config
        hostname: ${name} # {{ jinja }} #{x} ?eval .now
        memory: ${memory}
        <#if packages?has_content>
        packages:
        <#list packages as p>
          - ${p}
        </#list>
        </#if>
        """);
    assertThat(text(render("web.ftl", VARIABLES)))
        .isEqualTo(
            """
            #cloud-config
            hostname: web-1 # {{ jinja }} #{x} ?eval .now
            memory: 8192
            packages:
              - nginx
              - curl
            """);
  }

  @Test
  void looksBesideThePlaybookThenInTemplatesAbove() throws IOException {
    file("templates/x.ftl", "top");
    assertThat(text(render("x.ftl", VARIABLES))).isEqualTo("top");
    templates = new Templates(folder.resolve("a/b/site.yml"));
    file("a/templates/x.ftl", "middle");
    assertThat(text(render("x.ftl", VARIABLES))).isEqualTo("middle");
    templates = new Templates(folder.resolve("a/b/site.yml"));
    file("a/b/templates/x.ftl", "near");
    assertThat(text(render("x.ftl", VARIABLES))).isEqualTo("near");
    templates = new Templates(folder.resolve("a/b/site.yml"));
    file("a/b/x.ftl", "beside");
    assertThat(text(render("x.ftl", VARIABLES))).isEqualTo("beside");
  }

  @Test
  void saysWhereItLooked() throws IOException {
    file("a/b/site.yml", "");
    file("templates/cloud-init/web.ftl", "");
    // there may be such a folder above that of the test too
    assertThat(shown(render("cloud-init/wep.ftl", VARIABLES)))
        .singleElement(STRING)
        .startsWith("site.yml:7:3: there is no template `cloud-init/wep.ftl` in `a/b`, `templates`")
        .endsWith("; did you mean `cloud-init/web.ftl`?");
  }

  @Test
  void includesFromTheSameFoldersOnly() throws IOException {
    file("a/b/x.ftl", "[<#include 'part.ftl'>]");
    file("templates/part.ftl", "${name}");
    assertThat(text(render("x.ftl", VARIABLES))).isEqualTo("[web-1]");
    file("secret.txt", "secret");
    file("a/b/y.ftl", "\n<#include '../../secret.txt'>");
    assertThat(shown(render("y.ftl", VARIABLES)))
        .hasSize(1)
        .allMatch(message -> message.startsWith("a/b/y.ftl:2:1: "));
    String outside =
        ": a template is named by its path inside its folder, without `..`, `:` or `*`: ";
    assertInvalid("../../secret.txt", "site.yml:7:3" + outside + "`../../secret.txt`");
    assertInvalid("/etc/passwd", "site.yml:7:3" + outside + "`/etc/passwd`");
  }

  @Test
  void saysWhichIncludedTemplateIsNotThere() throws IOException {
    file("a/b/x.ftl", "\n <#include 'part.ftl'>");
    assertInvalid("x.ftl", "a/b/x.ftl:2:2: there is no template `part.ftl`");
  }

  @Test
  void followsNoLinkOutOfItsFolder() throws IOException {
    file("secret.txt", "secret");
    file("a/b/site.yml", "");
    Files.createSymbolicLink(folder.resolve("a/b/x.ftl"), folder.resolve("secret.txt"));
    assertInvalid("x.ftl", "site.yml:7:3: `a/b/x.ftl` is a link that leads out of its folder");
  }

  @Test
  void pointsIntoTheTemplate() throws IOException {
    file("a/b/x.ftl", "one\n\ttwo ${nmae}\n");
    assertInvalid("x.ftl", "a/b/x.ftl:2:8: unknown variable `nmae`; did you mean `name`?");
    file("a/b/y.ftl", "one\n  <#if name>x</#if>\n");
    assertInvalid("y.ftl", "a/b/y.ftl:2:8: `name` is a text, but a boolean is needed here");
    file("a/b/z.ftl", "<#list packages as p>\n${p}\n");
    assertThat(shown(render("z.ftl", VARIABLES)))
        .hasSize(1)
        .allMatch(message -> message.startsWith("a/b/z.ftl:"));
    file("a/b/w.ftl", "one\n<#include 'part.ftl'>");
    file("a/b/part.ftl", "\n\n${name +}");
    assertInvalid("w.ftl", "a/b/part.ftl:3:9: `}` does not fit here in the expression");
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Files.write(file("a/b/x.ftl", ""), new byte[] {'a', '\n', 0});
    assertInvalid("x.ftl", "a/b/x.ftl:2:1: this is no text: there is a NUL byte here");
  }

  @Test
  void reachesNoClassAndEvaluatesNoText() throws IOException {
    file("a/b/x.ftl", "\n ${'freemarker.template.utility.Execute'?new()('id')}");
    assertInvalid("x.ftl", "a/b/x.ftl:2:2: `?new` is not available here");
    file("a/b/y.ftl", "<#if true><@'x'?interpret /></#if>");
    assertInvalid("y.ftl", "a/b/y.ftl:1:11: `?interpret` is not available here");
    file("a/b/z.ftl", "<#include 'x.ftl'>");
    assertInvalid("z.ftl", "a/b/x.ftl:2:2: `?new` is not available here");
    file("a/b/w.ftl", "${.now}");
    assertInvalid("w.ftl", "a/b/w.ftl:1:1: `.now` is not available here");
  }

  @Test
  void endsEveryTemplate() throws IOException {
    file("a/b/x.ftl", "<#list 1.. as n>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</#list>");
    assertInvalid("x.ftl", "a/b/x.ftl: the text of this template is above 16 MiB");
    file("a/b/y.ftl", "<#list 1.. as n><#assign x = n></#list>");
    assertInvalid("y.ftl", "a/b/y.ftl: this template took 2000000 steps and had not ended");
    file("a/b/z.ftl", "<#list 1.. as n></#list>");
    assertInvalid("z.ftl", "a/b/z.ftl:1:1: there is nothing in this list");
    file("a/b/w.ftl", "<#include 'w.ftl'>");
    assertInvalid("w.ftl", "a/b/w.ftl: this template calls or includes itself without end");
  }

  @Test
  void keepsASecretASecret() throws IOException {
    file("a/b/x.ftl", "${env.DB_PASSWORD}");
    Scalar rendered = (Scalar) render("x.ftl", VARIABLES).get();
    assertThat(rendered.text()).isEqualTo("hunter2");
    assertThat(rendered.provenance())
        .isEqualTo(new Provenance(Set.of("environment DB_PASSWORD"), true));
  }

  @Test
  void waitsForWhatItReads() throws IOException {
    file("a/b/x.ftl", "<#if instances.db.ready>${instances.db.ip}<#else>${url}</#if>");
    Variables unknown = VARIABLES.withResources(resources(new Found.Declared()));
    Node url = EvaluatorTest.evaluate("http://${instances.lb.ip}/", unknown).get();
    Checked<Node> checked = render("x.ftl", unknown.with("url", url));
    assertThat(checked.diagnostics()).isEmpty();
    Resolvable pending = (Resolvable) checked.get();
    assertThat(pending.references())
        .hasToString("[instances.db.ip, instances.db.ready, instances.lb.ip]");
    Resources known = resources(new Found.One(Map.of("ip", "10.0.0.5", "ready", true)));
    assertThat(text(pending.resolve(known))).isEqualTo("10.0.0.5");
    Resources other = resources(new Found.One(Map.of("ip", "10.0.0.6", "ready", false)));
    assertThat(text(pending.resolve(other))).isEqualTo("http://10.0.0.6/");
    Resources partly = resources(new Found.One(Map.of("ready", true)));
    assertThat(pending.resolve(partly).get()).isInstanceOf(Resolvable.class);
  }

  private static Resources resources(Found every) {
    return new Resources() {
      @Override
      public Set<String> sections() {
        return Set.of("instances");
      }

      @Override
      public Set<String> attributes(String section) {
        return Set.of();
      }

      @Override
      public Found find(String section, String name) {
        return every;
      }
    };
  }

  private Path file(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private Checked<Node> render(String name, Variables variables) {
    Span span = new Span("site.yml", 7, 3, 7, 9);
    return templates.render(
        Scalar.of(name, Scalar.Style.PLAIN, span, Provenance.LITERAL), variables);
  }

  private static String text(Checked<Node> checked) {
    assertThat(checked.diagnostics()).isEmpty();
    return ((Scalar) checked.get()).text();
  }

  private void assertInvalid(String name, String expected) {
    assertThat(shown(render(name, VARIABLES))).containsExactly(expected);
  }

  private List<String> shown(Checked<Node> checked) {
    return checked.diagnostics().stream()
        .map((Diagnostic d) -> d.span().orElseThrow() + ": " + d.message())
        .map(text -> text.replace(folder + "/", ""))
        .toList();
  }
}
