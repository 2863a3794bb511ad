package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.OUTLIVES_US;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom attributes are defined, owned by the journal, and have values on what a playbook says. */
class CustomAttributesTest extends Acceptance {
  private static final String WEB = "/DC0/vm/ci/web";
  private static final String OTHER = "/DC0/vm/DC0_C0_RP0_VM0";

  private static final String BOTH =
      """
      custom_attributes:
        owner: {type: VirtualMachine}
        backup: {name: Backup Policy}
      """;

  /** One machine with values. */
  private static String site(String attributes, String values) {
    return play(
        attributes
            + """
            flavors:
              small: {vcpus: 1, ram: 64 MiB}
            instances:
              web: {image: base, flavor: small, networks: {}, custom_attributes: {%s}}
            """
                .formatted(values));
  }

  /** Definitions alone, {@code owner: {type: VirtualMachine}}. */
  private static String definition(String line) {
    return play("custom_attributes:\n  " + line + "\n");
  }

  private OtherAttributes attributes() {
    return target.otherClient().attributes();
  }

  private Map<String, String> values() {
    return attributes().values(WEB);
  }

  @Test
  void oneApplyMakesThemAndSetsTheValuesAndDestroyTakesAllAway() {
    Provisioning provision = provision(site(BOTH, "owner: web-team, backup: gold"));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("+  custom_attribute.backup  Backup Policy of global\n")
        .contains("+  custom_attribute.owner  owner of VirtualMachine\n");
    assertThat(attributes().types())
        .isEqualTo(Map.of("Backup Policy", "global", "owner", "VirtualMachine"));
    assertThat(values()).isEqualTo(Map.of("Backup Policy", "gold", "owner", "web-team"));
    assertThat(target.otherClient().vm(WEB).on()).isTrue();
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");

    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(attributes().types()).isEmpty();
    assertThat(target.otherClient().in("/provision")).isEmpty();
  }

  @Test
  void aMachineHasItsValuesBeforeItIsFirstSwitchedOn() {
    target.needs(BREAKS);
    Provisioning provision = provision(site(BOTH, "owner: web-team, backup: gold"));
    target.taskFails("PowerOnVM_Task", "", "InvalidState");

    Provisioning.Ended failed = provision.apply();

    assertThat(failed.exit()).as(failed.all()).isEqualTo(1);
    assertThat(target.otherClient().vm(WEB).on()).isFalse();
    assertThat(values()).isEqualTo(Map.of("Backup Policy", "gold", "owner", "web-team"));
    target.allIsWell();
    converged(provision.apply());
    assertThat(target.otherClient().vm(WEB).on()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void whatIsDeclaredIsSetAgainAndOtherValuesAreLeftAlone() {
    Provisioning provision = provision(site(BOTH, "owner: web-team"));
    converged(provision.apply());
    attributes().set(WEB, "owner", "somebody");
    attributes().set(WEB, "Backup Policy", "silver");

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("custom_attributes.owner  somebody -> web-team")
        .doesNotContain("silver");
    assertThat(values()).isEqualTo(Map.of("Backup Policy", "silver", "owner", "web-team"));
    nothingIsLeft(provision);
    provision.rewrite(site(BOTH, "owner: ops, backup: ''"));
    Provisioning.Ended other = provision.plan();
    converged(provision.apply());
    assertThat(other.steps())
        .contains("custom_attributes.owner  web-team -> ops")
        .contains("custom_attributes.backup  silver -> (absent)");
    assertThat(values()).isEqualTo(Map.of("owner", "ops"));
    nothingIsLeft(provision);
  }

  @Test
  void oneThatIsNotDeclaredIsUsedByItsNameWhereItIsThere() {
    attributes().define("cost center", "VirtualMachine");
    attributes().define("rack", "HostSystem");
    Provisioning provision = provision(site("", "cost center: '4711'"));

    converged(provision.apply());

    assertThat(values()).isEqualTo(Map.of("cost center", "4711"));
    nothingIsLeft(provision);
    provision.rewrite(site("", "cost centre: '4711'"));
    Provisioning.Ended unknown = provision.plan();
    assertThat(unknown.exit()).isEqualTo(65);
    assertThat(unknown.err())
        .contains("there is no custom attribute `cost centre`; did you mean `cost center`?");
    provision.rewrite(site("", "rack: r1"));
    Provisioning.Ended other = provision.plan();
    assertThat(other.exit()).isEqualTo(65);
    assertThat(other.err())
        .contains(
            "custom attribute `rack` is for objects of type HostSystem, and this is a"
                + " VirtualMachine");
    provision.rewrite(site("", "provision: x"));
    Provisioning.Ended ours = provision.plan();
    assertThat(ours.exit()).isEqualTo(65);
    assertThat(ours.err())
        .contains("`provision` says who owns an object, and is never set otherwise");
    provision.rewrite(site("", ""));
    converged(provision.run("destroy", "--yes"));
    assertThat(attributes().types()).containsOnlyKeys("cost center", "rack");
  }

  @Test
  void anotherNameKeepsTheValuesWhoeverGivesIt() {
    Provisioning provision = provision(site(BOTH, "backup: gold"));
    converged(provision.apply());
    attributes().rename("Backup Policy", "Old Policy");

    Provisioning.Ended back = provision.plan();
    converged(provision.apply());

    assertThat(back.steps()).contains("name  Old Policy -> Backup Policy");
    assertThat(values()).isEqualTo(Map.of("Backup Policy", "gold"));
    nothingIsLeft(provision);
    provision.rewrite(site(BOTH.replace("Backup Policy", "Protection"), "backup: gold"));
    converged(provision.apply());
    assertThat(values()).isEqualTo(Map.of("Protection", "gold"));
    nothingIsLeft(provision);
  }

  @Test
  void oneWithoutALineIsPrunedUnlessAnotherOnesObjectHasAValue() {
    Provisioning provision = provision(definition("owner: {}"));
    converged(provision.apply());
    attributes().set(OTHER, "owner", "somebody");
    provision.rewrite(play(""));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended asked = provision.apply("--prune", "--yes");
    Provisioning.Ended refused = provision.apply("--prune", "--yes", "--allow", "delete");

    assertThat(plan.steps())
        .contains("custom_attribute.owner  orphan: custom attribute owner is owned by ci");
    assertThat(asked.exit()).as(asked.all()).isEqualTo(3);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.all()).contains("1 object that is not ours has a value of it: " + OTHER);
    assertThat(attributes().values(OTHER)).isEqualTo(Map.of("owner", "somebody"));
    attributes().set(OTHER, "owner", "");
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));
    assertThat(attributes().types()).isEmpty();
    nothingIsLeft(provision);
  }

  @Test
  void anotherOnesIsLeftAloneUntilItIsAdoptedAndThenGivenBack() {
    attributes().define("owner", "global");
    Provisioning provision = provision(definition("owner: {type: VirtualMachine}"));

    Provisioning.Ended refused = provision.apply();
    provision.rewrite(definition("owner: {adopt: true}"));
    converged(provision.apply());

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err()).contains("`custom attribute owner` is there already and is not ours");
    nothingIsLeft(provision);
    provision.rewrite(play(""));
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));
    assertThat(attributes().types()).isEqualTo(Map.of("owner", "global"));
    assertThat(target.otherClient().in("/provision/ci")).isEmpty();
  }

  @Test
  void anotherTypeTakesANewOneWhichNobodyMakesUnasked() {
    Provisioning provision = provision(definition("owner: {type: VirtualMachine}"));
    converged(provision.apply());
    provision.rewrite(definition("owner: {type: Folder}"));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended replaced =
        provision.apply("--replace", "custom_attribute.owner", "--allow", "replace");

    assertThat(plan.all()).contains("type").contains("VirtualMachine -> Folder");
    converged(replaced);
    assertThat(attributes().types()).isEqualTo(Map.of("owner", "Folder"));
    nothingIsLeft(provision);
  }

  @Test
  void ourOwnIsNeverDeclared() {
    Provisioning.Ended named = provision(definition("a: {name: provision}")).run("check");
    Provisioning.Ended wrong = provision(definition("a: {type: Machine}")).run("check");

    assertThat(named.exit()).isEqualTo(65);
    assertThat(named.err())
        .contains(
            "site.yml:9:13: error: `provision` says who owns an object, and is never declared");
    assertThat(wrong.exit()).isEqualTo(65);
    assertThat(wrong.err())
        .contains("expected a type of objects, as in VirtualMachine, or global, found `Machine`");
  }

  @Test
  void everyInstanceGetsTheValuesOfTheConnection() {
    attributes().define("site", "VirtualMachine");
    Provisioning provision =
        provision(site(BOTH, "owner: web-team"))
            .connection("custom_attributes: {owner: nobody, site: lab, backup: none}");

    converged(provision.apply());

    assertThat(values())
        .isEqualTo(Map.of("Backup Policy", "none", "owner", "web-team", "site", "lab"));
    nothingIsLeft(provision);
    provision.rewrite(site(BOTH, ""));
    provision.connection("custom_attributes: {sites: lab}");
    Provisioning.Ended unknown = provision.plan();
    assertThat(unknown.exit()).isEqualTo(65);
    assertThat(unknown.err())
        .contains("there is no custom attribute `sites`; did you mean `site`?");
  }

  @Test
  void foldersPoolsAndDatacentersHaveValuesToo() {
    String places =
        """
        custom_attributes:
          owner: {}
        folders:
          team: {path: /DC0/vm/team, custom_attributes: {owner: %1$s}}
        resource_pools:
          gold: {parent: DC0_C0, custom_attributes: {owner: %1$s}}
        datacenters:
          DC9: {custom_attributes: {owner: %1$s}}
        """;
    List<String> paths = List.of("/DC0/vm/team", "/DC0/host/DC0_C0/Resources/gold", "/DC9");
    Provisioning provision = provision(play(places.formatted("a")));
    converged(provision.apply());
    assertThat(paths).allSatisfy(path -> assertThat(attributes().values(path)).containsValue("a"));
    nothingIsLeft(provision);

    provision.rewrite(play(places.formatted("b")));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps().lines().filter(line -> line.contains("owner  a -> b"))).hasSize(3);
    assertThat(paths).allSatisfy(path -> assertThat(attributes().values(path)).containsValue("b"));
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");
    provision.rewrite(
        play("folders: {all: {path: /DC0/vm, existing: true, custom_attributes: {owner: c}}}\n"));
    Provisioning.Ended existing = provision.plan();
    assertThat(existing.exit()).isEqualTo(65);
    assertThat(existing.err())
        .contains("it is only looked up, so nothing is set on it; leave this out");
  }

  /** Those of SetField: of the home and of the journal, of the folder, and of the machine. */
  @ParameterizedTest
  @CsvSource({
    "AddCustomFieldDef, 2",
    "AddCustomFieldDef, 3",
    "SetField, 2",
    "SetField, 3",
    "SetField, 7"
  })
  void aReplyThatIsLostMakesNoneTwice(String call, int nth) {
    target.needs(BREAKS);
    Provisioning provision = provision(site(BOTH, "owner: web-team"));
    target.replyIsLost(call, nth);
    provision.apply();
    assertThat(target.wentWrong()).isEqualTo(1);
    target.allIsWell();

    converged(provision.apply());

    assertThat(values()).isEqualTo(Map.of("owner", "web-team"));
    assertThat(attributes().types()).containsOnlyKeys("Backup Policy", "owner");
    nothingIsLeft(provision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RemoveCustomFieldDef", "SetField"})
  void aDestroyWhoseReplyIsLostIsFinishedByTheNext(String call) {
    target.needs(BREAKS);
    Provisioning provision = provision(site(BOTH, "owner: web-team"));
    converged(provision.apply());
    target.replyIsLost(call, 1);
    provision.run("destroy", "--yes", "--allow", "delete");
    assertThat(target.wentWrong()).isEqualTo(1);
    target.allIsWell();

    Provisioning.Ended gone = provision.run("destroy", "--yes", "--allow", "delete");

    assertThat(gone.exit()).as(gone.all()).isZero();
    assertThat(attributes().types()).isEmpty();
    assertThat(target.otherClient().in("/provision")).isEmpty();
  }

  /**
   * The effect of the call has happened and its reply is still to come. {@link KilledTest} has the
   * calls that have nothing to do with values.
   */
  @ParameterizedTest
  @ValueSource(strings = {"AddCustomFieldDef", "CloneVM_Task", "SetField"})
  void theNextApplyFinishesAfterAKill(String method) throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    Provisioning provision = provision(site(BOTH, "owner: web-team, backup: gold"));
    target.resetCalls();
    target.replyIsLate(method, Duration.ofSeconds(1));
    try (Child child = Child.run(provision, folder, "apply")) {
      child.until(() -> target.calls().containsKey(method)).signal("KILL");
      assertThat(child.ended()).isEqualTo(128 + 9);
    }
    target.allIsWell();

    converged(provision.apply());

    assertThat(values()).isEqualTo(Map.of("Backup Policy", "gold", "owner", "web-team"));
    assertThat(target.otherClient().vm(WEB).on()).isTrue();
    nothingIsLeft(provision);
  }
}
