package dev.provision.declare;

import static dev.provision.graph.Plays.assertInvalid;
import static dev.provision.graph.Plays.assertValid;
import static dev.provision.graph.Plays.resource;
import static dev.provision.graph.Plays.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.declare.TestProvider.Image;
import dev.provision.declare.TestProvider.Instance;
import dev.provision.diagnostic.Checked;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.playbook.Inputs;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Value;
import dev.provision.syntax.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceTest {
  private static final String BASE =
      """
      name: ci
      vcenter: {host: vc}
      flavors: {s: {vcpus: 1, ram: 4}}
      images: {u: {template: /u}}
      """;
  private static final Function<Address, Optional<Map<String, Object>>> NOTHING =
      address -> Optional.empty();

  @TempDir Path folder;

  private static Function<Address, Optional<Map<String, Object>>> ips(Map<String, String> ips) {
    return address ->
        Optional.ofNullable(ips.get(address.toString()))
            .map(ip -> Map.<String, Object>of("ip", ip));
  }

  private static Instance resolved(
      LinkedPlay play, String address, Function<Address, Optional<Map<String, Object>>> known) {
    Checked<? extends Declaration<?>> declaration = resource(play, address).resolve(known);
    assertThat(declaration.diagnostics()).isEmpty();
    return (Instance) declaration.get().spec();
  }

  private static Value<Content> text(String text) {
    return Value.known(new Content(text));
  }

  @Test
  void readsTheKeysThatEveryResourceHas() {
    LinkedPlay play =
        assertValid(
            BASE
                + """
                instances:
                  a:
                    image: u
                    flavor: s
                    needs: [flavors.s]
                    tags: [web, blue]
                    protect: true
                    adopt: true
                    formerly: old
                    timeout: 90
                  gone: {image: u, flavor: s, state: absent}
                """);

    assertThat(resource(play, "instance.a").declaration().common())
        .isEqualTo(
            new Common(
                false,
                List.of("flavors.s"),
                Set.of("web", "blue"),
                true,
                true,
                Optional.of("old"),
                Optional.of(Duration.ofSeconds(90))));
    assertThat(resource(play, "instance.gone").declaration().common().absent()).isTrue();
    assertThat(resource(play, "flavor.s").declaration().common()).isEqualTo(Common.DEFAULT);
  }

  @Test
  void countsFromOneAndKnowsItsIndex() {
    LinkedPlay play =
        assertValid(
            """
            name: ci
            vcenter: {host: vc}
            images: {v: {count: 2, template: "/v${index}"}}
            """);

    assertThat(play.graph().addresses().toString()).isEqualTo("[image.v-1, image.v-2]");
    assertThat(spec(play, "image.v-2", Image.class).template()).contains("/v2");
  }

  @Test
  void isMadeForEachOfAListAndForEachOfAMapping() {
    LinkedPlay play =
        assertValid(
            """
            name: ci
            vcenter: {host: vc}
            vars: {zones: [a, b]}
            images:
              z: {for_each: "${zones}", template: "/${each}${index}"}
              m: {for_each: {x: {os: linux}}, template: "/${each.key}/${each.value.os}"}
              none: {count: 0, template: /n}
              off: {when: "${zones?size > 2}", template: /o}
              some: {count: 3, when: "${index != 2}", template: /s}
            """);

    assertThat(play.graph().addresses().toString())
        .isEqualTo("[image.z-a, image.z-b, image.m-x, image.some-1, image.some-3]");
    assertThat(spec(play, "image.z-b", Image.class).template()).contains("/b2");
    assertThat(spec(play, "image.m-x", Image.class).template()).contains("/x/linux");
  }

  @Test
  void defersAValueUntilWhatItReadsIsKnown() {
    LinkedPlay play =
        assertValid(
            BASE
                + """
                instances:
                  web: {image: u, flavor: s, user_data: "db=${instances.db.ip}"}
                  db: {image: u, flavor: s}
                """);

    assertThat(spec(play, "instance.web", Instance.class).userData())
        .contains(new Value.Deferred<>("db=${instances.db.ip}"));
    assertThat(resolved(play, "instance.web", NOTHING).userData())
        .contains(new Value.Deferred<>("db=${instances.db.ip}"));
    assertThat(resolved(play, "instance.web", ips(Map.of("instance.db", "10.0.0.5"))).userData())
        .contains(text("db=10.0.0.5"));
    assertThat(resolved(play, "instance.web", ips(Map.of("instance.db", "10.0.0.6"))).userData())
        .contains(text("db=10.0.0.6"));
  }

  @Test
  void readsAGroupAsAListOnceAllOfItIsKnown() {
    LinkedPlay play =
        assertValid(
            BASE
                + """
                instances:
                  lb: {image: u, flavor: s, annotation: "${instances.web.ip?join(' ')}"}
                  web: {image: u, flavor: s, count: 2}
                outputs: {ips: "${instances.web.ip}", first: "${instances['web-1'].ip}"}
                """);
    Map<String, String> one = Map.of("instance.web-1", "1.1.1.1");
    Map<String, String> both = Map.of("instance.web-1", "1.1.1.1", "instance.web-2", "2.2.2.2");

    assertThat(resolved(play, "instance.lb", ips(one)).annotation())
        .contains(new Value.Deferred<>("${instances.web.ip?join(' ')}"));
    assertThat(resolved(play, "instance.lb", ips(both)).annotation())
        .contains(Value.known("1.1.1.1 2.2.2.2"));
    assertThat(play.graph().dependencies(new Address("instance", "lb")))
        .contains(new Address("instance", "web-1"), new Address("instance", "web-2"));

    Checked<Node> first = play.outputs().get(1).evaluation().with(ips(one));
    assertThat(first.get()).hasToString("1.1.1.1");
    assertThat(play.outputs().get(0).evaluation().with(ips(both)).get().kind()).isEqualTo("a list");
  }

  @Test
  void readsAFileAndRendersATemplateBesideThePlaybook() throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(folder.resolve("motd"), "plain ${text}\n");
    Files.writeString(
        folder.resolve("templates/web.ftl"), "<#if db??>db=${db}</#if> n=${n} ${environment}\n");
    Path site =
        Files.writeString(
            folder.resolve("site.yml"),
            "vars: {n: 7}\n"
                + BASE
                + """
                instances:
                  a: {image: u, flavor: s, user_data: {file: motd}}
                  b: {image: u, flavor: s, user_data: {template: web.ftl, vars: {db: x}}}
                  c:
                    image: u
                    flavor: s
                    user_data: {template: web.ftl, vars: {db: "${instances.a.ip}"}}
                """);

    Checked<List<LinkedPlay>> loaded = new Loader(new TestProvider()).load(site, Inputs.NONE);

    assertThat(loaded.diagnostics()).isEmpty();
    LinkedPlay play = loaded.get().get(0);
    assertThat(spec(play, "instance.a", Instance.class).userData())
        .contains(text("plain ${text}\n"));
    assertThat(spec(play, "instance.b", Instance.class).userData()).contains(text("db=x n=7 ci\n"));
    assertThat(spec(play, "instance.c", Instance.class).userData())
        .contains(new Value.Deferred<>("${instances.a.ip}"));
    assertThat(play.graph().dependencies(new Address("instance", "c")))
        .contains(new Address("instance", "a"));
    assertThat(resolved(play, "instance.c", ips(Map.of("instance.a", "10.0.0.9"))).userData())
        .contains(text("db=10.0.0.9 n=7 ci\n"));
  }

  @Test
  void followsWhatATemplateReadsByItself() throws IOException {
    Files.writeString(folder.resolve("web.ftl"), "db=${instances.db.ip}\n");
    Path site =
        Files.writeString(
            folder.resolve("site.yml"),
            BASE
                + """
                instances:
                  web: {image: u, flavor: s, user_data: {template: web.ftl}}
                  db: {image: u, flavor: s}
                """);

    LinkedPlay play = new Loader(new TestProvider()).load(site, Inputs.NONE).get().get(0);

    assertThat(play.graph().dependencies(new Address("instance", "web")))
        .contains(new Address("instance", "db"));
    assertThat(resolved(play, "instance.web", ips(Map.of("instance.db", "10.0.0.9"))).userData())
        .contains(text("db=10.0.0.9\n"));
  }

  @Test
  void saysWhatTheKindFindsWrongAtItsField() {
    String nics = "{a: x, b: x, c: x, d: x, e: x, f: x, g: x, h: x, i: x, j: x, k: x}";

    assertInvalid(
        BASE + "instances:\n  web: {image: u, flavor: s, networks: " + nics + "}\n",
        "site.yml:6:40: a VM has at most 10 NICs");
  }

  @Test
  void mayBeAMappingThatAVariableHolds() {
    LinkedPlay play =
        assertValid(
            """
            name: ci
            vars: {common: {template: /v, properties: {a: b}}}
            vcenter: {host: vc}
            images: {v: "${common}"}
            """);

    assertThat(spec(play, "image.v", Image.class).properties()).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void isNamedWithItsPlace() {
    LinkedPlay play = assertValid(BASE + "instances:\n  web: {image: u, flavor: s}\n");

    Declaration<?> web = resource(play, "instance.web").declaration();
    assertThat(web.span()).hasToString("site.yml:6:3");
    assertThat(web.spanOf("flavor")).hasToString("site.yml:6:27");
    assertThat(web.spanOf("power")).hasToString("site.yml:6:3");
  }
}
