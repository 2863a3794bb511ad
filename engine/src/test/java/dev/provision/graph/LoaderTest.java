package dev.provision.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.declare.TestProvider;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.playbook.Inputs;
import dev.provision.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderTest {
  private static final Loader LOADER = new Loader(new TestProvider());

  private static Checked<List<LinkedPlay>> load(String text) {
    return LOADER.load(new SourceFile("site.yml", text), Inputs.NONE);
  }

  private static LinkedPlay assertValid(String text) {
    Checked<List<LinkedPlay>> loaded = load(text);
    assertThat(loaded.diagnostics()).isEmpty();
    return loaded.get().get(0);
  }

  private static String shown(Diagnostic diagnostic) {
    return diagnostic.span().map(span -> span + ": ").orElse("") + diagnostic.message();
  }

  private static void assertInvalid(String text, String... expected) {
    assertThat(load(text).diagnostics().stream().map(LoaderTest::shown)).containsExactly(expected);
  }

  @Test
  void putsResourcesInAnOrderInWhichTheyCanBeMade() {
    LinkedPlay play =
        assertValid(
            """
            name: ci
            vcenter: {host: vc}
            instances:
              web:
                count: 2
                image: ubuntu
                flavor: small
                networks: {eth0: private, eth1: VM Network}
                user_data: "db=${instances.db.ip}"
              db: {image: ubuntu, flavor: small}
            images: {ubuntu: {template: /DC0/vm/ubuntu}}
            flavors: {small: {vcpus: 1, ram: 512}}
            networks: {private: lan}
            """);

    assertThat(GraphText.of(play.graph()))
        .isEqualTo(
            """
            image.ubuntu
            flavor.small
            network.private
            network.VM Network
            folder.ci
            instance.db
              image.ubuntu
              flavor.small
              folder.ci
            instance.web-1
              image.ubuntu
              flavor.small
              network.private
              network.VM Network
              folder.ci
              instance.db
            instance.web-2
              image.ubuntu
              flavor.small
              network.private
              network.VM Network
              folder.ci
              instance.db
            """);
  }

  @Test
  void reportsEveryMistakeInTheOrderOfTheFile() {
    assertInvalid(
        """
        name: ci
        vcenter: {host: vc, prt: 1}
        flavors:
          small: {vcpus: [1], ram: 2 GiB, memroy: 3}
          large: {vcpus: two, ram: 2 apples}
        instances:
          web: {image: ubuntu, flavor: smal, power: onn}
          db: {image: ubuntu, flavor: smal}
        """,
        "site.yml:2:21: unknown field `prt`; did you mean `port`?",
        "site.yml:4:18: `vcpus`: expected a whole number, found a list",
        "site.yml:4:35: unknown field `memroy`",
        "site.yml:5:18: `vcpus`: expected a whole number, found `two`",
        "site.yml:5:28: `ram`: `2 apples` is not a size: expected a number and B, KiB, MiB, GiB or"
            + " TiB, as in 2 GiB",
        "site.yml:7:45: `power`: expected on, off or suspended, found `onn`; did you mean `on`?",
        "site.yml:8:15: there is no image `ubuntu` in `images`",
        "site.yml:8:31: there is no flavor `smal` in `flavors`; did you mean `small`?");
  }
}
