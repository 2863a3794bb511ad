package dev.provision.graph;

import static dev.provision.graph.Plays.assertInvalid;
import static dev.provision.graph.Plays.assertValid;
import static dev.provision.graph.Plays.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.playbook.Inputs;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderTest {
  static final String SITE =
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
      """;

  @Test
  void putsResourcesInAnOrderInWhichTheyCanBeMade() {
    assertThat(GraphText.of(assertValid(SITE).graph()))
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
  void keepsOnlyWhatATargetNeeds() {
    ResourceGraph part = assertValid(SITE).graph().neededBy(List.of(new Address("instance", "db")));

    assertThat(GraphText.of(part))
        .isEqualTo(
            """
            image.ubuntu
            flavor.small
            folder.ci
            instance.db
              image.ubuntu
              flavor.small
              folder.ci
            """);
  }

  @Test
  void makesWhatReferencesImplyOnceAndMarksIt() {
    LinkedPlay play = assertValid(SITE);

    assertThat(play.graph().resources().stream().filter(r -> r.isImplied()).map(r -> r.toString()))
        .containsExactly("network.VM Network", "folder.ci");
  }

  @Test
  void turnsTheEdgeRoundForWhatAGroupHasAsMembers() {
    LinkedPlay play =
        assertValid(
            """
            name: ci
            vcenter: {host: vc}
            server_groups: {web: {members: [a]}}
            instances: {a: {image: u, flavor: s}}
            images: {u: {template: /u}}
            flavors: {s: {vcpus: 1, ram: 4}}
            """);

    Address group = new Address("server_group", "web");
    Address instance = new Address("instance", "a");
    assertThat(play.graph().dependencies(instance)).contains(group);
    assertThat(play.graph().dependants(group)).containsExactly(instance);
  }

  @Test
  void takesANeedForAllOfAGroupAndAnAddressForOne() {
    LinkedPlay play =
        assertValid(
            """
            name: ci
            vcenter: {host: vc}
            instances:
              web: {image: u, flavor: s, count: 2}
              last: {image: u, flavor: s, needs: [web, flavor.s, images.u]}
              one: {image: u, flavor: s, needs: [instance.web-2]}
            images: {u: {template: /u}}
            flavors: {s: {vcpus: 1, ram: 4}}
            """);

    assertThat(play.graph().dependencies(new Address("instance", "last")).toString())
        .isEqualTo("[image.u, flavor.s, folder.ci, instance.web-1, instance.web-2]");
    assertThat(play.graph().dependencies(new Address("instance", "one")).toString())
        .isEqualTo("[image.u, flavor.s, folder.ci, instance.web-2]");
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

  @Test
  void reportsAMistakeOfACountedResourceOnce() {
    assertInvalid(
        """
        name: ci
        vcenter: {host: vc}
        flavors: {s: {count: 50, vcpus: x, ram: 4}}
        """,
        "site.yml:3:33: `vcpus`: expected a whole number, found `x`");
  }

  @Test
  void saysNothingOfWhatFollowsFromAVariableThatIsWrong() {
    assertInvalid(
        """
        name: ci-${branch}
        vars: {branch: "${env.BRANCH}", many: "${branch}1", other: 2}
        vcenter: {host: "${branch}"}
        flavors: {s: {count: "${many}", vcpus: "${other}x", ram: "${branch?length}"}}
        """,
        "site.yml:2:19: the environment variable `BRANCH` is not set");
  }

  @Test
  void looksIntoAPlayWhoseNameIsWrong() {
    assertInvalid(
        """
        name: CI
        vcenter: {host: "${environment}"}
        flavors: {s: {vcpus: x, ram: 4}}
        """,
        "site.yml:1:7: `CI` is not valid as a name: expected lower-case letters, digits, `.` and"
            + " `-`, a letter or digit first, 60 at most",
        "site.yml:3:22: `vcpus`: expected a whole number, found `x`");
  }

  @Test
  void saysNothingOfReferencesToWhatIsWrongItself() {
    assertInvalid(
        """
        name: ci
        vcenter: {host: vc}
        flavors: {s: {vcpus: x, ram: 4}, t: {vcpus: 1, ram: 4, count: y}}
        images: {u: {template: /u}}
        instances:
          a: {image: u, flavor: s}
          b: {image: u, flavor: t-1, needs: [t]}
        """,
        "site.yml:3:22: `vcpus`: expected a whole number, found `x`",
        "site.yml:3:63: `count`: expected a whole number from 0 to 10000, found `y`");
  }

  @Test
  void namesTheShortestCycleOfAKnotWithEveryPlace() {
    var loaded =
        load(
            """
            name: ci
            vcenter: {host: vc}
            flavors: {s: {vcpus: 1, ram: 4}}
            images: {u: {template: /u}}
            instances:
              a: {image: u, flavor: s, needs: [b]}
              b: {image: u, flavor: s, needs: [c, d]}
              c: {image: u, flavor: s, needs: [a]}
              d: {image: u, flavor: s, needs: [b]}
              x: {image: u, flavor: s, needs: [y]}
              y: {image: u, flavor: s, user_data: "${instances.x.ip}"}
            """,
            Inputs.NONE);

    assertThat(loaded.diagnostics().stream().map(Plays::shown))
        .containsExactly(
            "site.yml:7:39: these wait for each other: `instance.b` (site.yml:7:39) ->"
                + " `instance.d` (site.yml:9:36) -> `instance.b`",
            "site.yml:10:36: these wait for each other: `instance.x` (site.yml:10:36) ->"
                + " `instance.y` (site.yml:11:39) -> `instance.x`");
    assertThat(loaded.diagnostics().get(0).related())
        .extracting(related -> related.span() + ": " + related.message())
        .containsExactly("site.yml:9:36: `instance.d` waits for `instance.b`");
  }

  @Test
  void showsAGraphForGraphvizAndForMermaid() {
    ResourceGraph part = assertValid(SITE).graph().neededBy(List.of(new Address("instance", "db")));

    assertThat(GraphDot.of("ci", part))
        .isEqualTo(
            """
            digraph "ci" {
              rankdir=RL;
              node [shape=box];
              "image.ubuntu";
              "flavor.small";
              "folder.ci";
              "instance.db";
              "instance.db" -> "image.ubuntu";
              "instance.db" -> "flavor.small";
              "instance.db" -> "folder.ci";
            }
            """);
    assertThat(GraphMermaid.of(part))
        .isEqualTo(
            """
            flowchart RL
              n1["image.ubuntu"]
              n2["flavor.small"]
              n3["folder.ci"]
              n4["instance.db"]
              n4 --> n1
              n4 --> n2
              n4 --> n3
            """);
  }

  @Test
  void keepsSeveralPlaysApart() {
    var loaded =
        load(
            """
            - {name: a, project: shop, vcenter: {host: one}, flavors: {s: {vcpus: 1, ram: 4}}}
            - {name: a, vcenter: {host: two}, flavors: {s: {vcpus: 2, ram: 4}}}
            """,
            Inputs.NONE);

    assertThat(loaded.diagnostics()).isEmpty();
    assertThat(loaded.get())
        .extracting(LinkedPlay::environment)
        .containsExactly(new EnvironmentId("shop", "a"), new EnvironmentId("", "a"));
  }

  @Test
  void readsAPlaybookOfAThousandInstancesWithoutTrouble() {
    LinkedPlay play = assertValid(SITE.replace("count: 2", "count: 1000"));

    assertThat(play.graph().addresses()).hasSize(1006);
  }
}
