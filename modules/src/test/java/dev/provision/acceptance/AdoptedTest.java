package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.COUNTS_CALLS;
import static dev.provision.acceptance.Target.Ability.OUTLIVES_US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenNic;
import dev.provision.acceptance.OtherClient.SeenVm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Machines that a playbook adopts without image and flavor: they are never made, and what is not
 * declared of them is left alone.
 */
class AdoptedTest extends Acceptance {
  private static final String WEB = "/DC0/vm/old/Web 1";

  @BeforeEach
  void somebodysMachine() {
    target.otherClient().folder("/DC0/vm/old");
    target.otherClient().copy("/DC0/vm/DC0_C0_RP0_VM1", "Web 1");
    target.otherClient().move("/DC0/vm/Web 1", "/DC0/vm/old");
    target.otherClient().power(WEB, true);
  }

  private static String site(String instance) {
    return """
        name: ci
        vcenter: VCENTER
        networks:
          private: {port_group: VM Network}
          back: {port_group: DC0_DVPG0}
        instances:
        """
        + instance;
  }

  private static String web(String more) {
    return site("  web: {path: /DC0/vm/old/Web 1, adopt: true" + more + "}\n");
  }

  private SeenVm seen() {
    return target.otherClient().vm(WEB);
  }

  private static SeenVm withoutMarks(SeenVm vm) {
    Map<String, String> others = new TreeMap<>(vm.extraConfig());
    others.keySet().removeIf(key -> key.startsWith("provision."));
    return new SeenVm(
        vm.instanceUuid(),
        vm.cpus(),
        vm.coresPerSocket(),
        vm.memoryMib(),
        vm.on(),
        vm.template(),
        vm.annotation(),
        vm.diskMib(),
        vm.cdroms(),
        vm.nics(),
        others);
  }

  @Test
  void nothingButMarksIsWrittenAndWhatOthersChangeIsLeftAlone() {
    SeenVm before = seen();
    Provisioning provision = provision(web(""));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended rehearsed = converged(provision.run("rehearse"));
    target.resetCalls();
    converged(provision.apply());

    assertThat(rehearsed.out()).contains("1 adopted");
    assertThat(plan.steps()).isEqualTo("  ←  instance.web  adopted: " + WEB + "\n");
    if (target.whyNot(COUNTS_CALLS) == null) {
      // the lease carries the attribute, which is defined once
      assertThat(target.mutating()).isEqualTo(Map.of("AddCustomFieldDef", 1, "ReconfigVM_Task", 1));
    }
    assertThat(withoutMarks(seen())).isEqualTo(withoutMarks(before));
    assertThat(seen().extraConfig()).containsEntry("provision.address", "instance.web");
    nothingIsLeft(provision);
    target.otherClient().power(WEB, false);
    target.otherClient().cpus(WEB, 3);
    target.otherClient().snapshot(WEB, "theirs");
    nothingIsLeft(provision);
  }

  @Test
  void withoutAPathItIsFoundByItsNameWhereverItIsMoved() {
    Provisioning provision = provision(site("  Web 1: {adopt: true}\n"));
    converged(provision.apply());
    target.otherClient().folder("/DC0/vm/newer");
    target.otherClient().move(WEB, "/DC0/vm/newer");

    nothingIsLeft(provision);
    assertThat(target.otherClient().in("/DC0/vm/newer")).containsExactly("Web 1");
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("web");
  }

  @Test
  void twoMachinesOfItsNameAreAQuestion() {
    target.otherClient().folder("/DC0/vm/newer");
    target.otherClient().copy("/DC0/vm/DC0_C0_RP0_VM1", "copy");
    target.otherClient().move("/DC0/vm/copy", "/DC0/vm/newer");
    target.otherClient().rename("/DC0/vm/newer/copy", "Web 1");

    Provisioning.Ended plan = provision(site("  Web 1: {adopt: true}\n")).plan();

    assertThat(plan.exit()).isNotZero();
    assertThat(plan.err())
        .contains("`instance.Web 1` is ambiguous: `/DC0/vm/newer/Web 1`, `/DC0/vm/old/Web 1`");
  }

  @Test
  void whatIsDeclaredIsConvergedAndLeftAloneAgainWhenItsLineGoes() {
    Provisioning provision =
        provision(
            web(", annotation: ours, power: off, networks: {eth0: private}, metadata: {role: db}"));
    SeenVm before = seen();

    converged(provision.apply("--yes"));
    SeenVm after = seen();
    nothingIsLeft(provision);
    target.otherClient().power(WEB, true);
    Provisioning.Ended drift = provision.plan();
    provision.rewrite(web(""));
    converged(provision.apply("--yes"));

    assertThat(after.on()).isFalse();
    assertThat(after.annotation()).isEqualTo("ours");
    assertThat(after.extraConfig()).containsKey("guestinfo.metadata");
    assertThat(after.cpus()).isEqualTo(before.cpus());
    assertThat(after.nics()).containsAll(before.nics());
    assertThat(drift.steps()).contains("power  on -> off");
    assertThat(seen().nics()).isEqualTo(after.nics());
    assertThat(seen().on()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void aNicThatIsDeclaredIsTheOneOnItsNetworkWithItsModelAndAddress() {
    List<SeenNic> before = seen().nics();
    boolean isPrivate = before.get(0).backing().equals(target.otherClient().backing("VM Network"));
    String nics = ", networks: {eth0: " + (isPrivate ? "private" : "back") + "}";
    Provisioning provision = provision(web(nics));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());
    List<SeenNic> adopted = seen().nics();
    provision.rewrite(web(""));
    converged(provision.apply());
    provision.rewrite(web(nics));
    converged(provision.apply());

    assertThat(plan.steps()).isEqualTo("  ←  instance.web  adopted: " + WEB + "\n");
    assertThat(adopted).isEqualTo(before);
    assertThat(seen().nics()).isEqualTo(before);
    assertThat(seen().extraConfig().get("provision.nics")).contains(before.get(0).mac());
    nothingIsLeft(provision);
  }

  @Test
  void aFlavorIsComparedAndAnImageIsNot() {
    String more = "images:\n  base: {template: /DC0/vm/DC0_C0_RP0_VM0}\n";
    String flavor = "flavors:\n  small: {vcpus: %d, ram: %d MiB}\n";
    SeenVm before = seen();
    Provisioning provision =
        provision(
            web(", image: base, flavor: small")
                + more
                + flavor.formatted(before.cpus(), before.memoryMib()));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());
    provision.rewrite(
        web(", image: base, flavor: small")
            + more
            + flavor.formatted(before.cpus() + 1, before.memoryMib()));

    assertThat(plan.steps()).isEqualTo("  ←  instance.web  adopted: " + WEB + "\n");
    assertThat(provision.plan().steps())
        .contains("vcpus  " + before.cpus() + " -> " + (before.cpus() + 1));
  }

  @Test
  void oneThatIsGoneIsAnErrorAndIsNeverMade() {
    Provisioning provision = provision(web(""));
    converged(provision.apply());
    target.otherClient().delete(WEB);
    target.resetCalls();

    Provisioning.Ended applied = provision.apply("--yes");
    provision.rewrite(site("  Web 1: {adopt: true}\n"));
    Provisioning.Ended named = provision.apply("--yes");

    assertThat(applied.exit()).isNotZero();
    assertThat(applied.err())
        .contains(
            "`adopt: true` takes a machine that is there and never makes one; none has the marks of"
                + " `instance.web`, and there is no machine `/DC0/vm/old/Web 1`");
    assertThat(named.err())
        .contains("none has the marks of `instance.Web 1`, and there is no machine `Web 1`");
    assertThat(target.mutating()).isEmpty();
    assertThat(target.otherClient().in("/DC0/vm/old")).isEmpty();
  }

  @Test
  void marksThatAreLostAreWrittenAgain() {
    Provisioning provision = provision(web(""));
    converged(provision.apply());
    for (String key : new TreeSet<>(seen().extraConfig().keySet())) {
      if (key.startsWith("provision.")) {
        target.otherClient().option(WEB, key, "");
      }
    }

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps()).isEqualTo("  ←  instance.web  adopted: " + WEB + "\n");
    nothingIsLeft(provision);
  }

  @Test
  void itIsGivenBackAsItWasByDestroyAndByPrune() {
    SeenVm before = seen();
    String identity = target.otherClient().identity(WEB);
    Provisioning provision = provision(web(", annotation: ours"));

    converged(provision.apply());
    Provisioning.Ended replaced = provision.apply("--replace", "instance.web", "--yes");
    Provisioning.Ended destroyed = converged(provision.run("destroy", "--yes"));
    converged(provision.apply());
    provision.rewrite(site("").replace("instances:\n", ""));
    converged(provision.apply("--prune", "--yes"));

    assertThat(replaced.err())
        .contains("`instance.web` says `adopt: true`, so it is not deleted to be made again");
    assertThat(destroyed.out()).contains("given back, not deleted: " + WEB);
    assertThat(target.otherClient().identity(WEB)).isEqualTo(identity);
    assertThat(seen().extraConfig()).isEqualTo(before.extraConfig());
    assertThat(seen().on()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void whatAnotherEnvironmentOwnsIsNotTaken() {
    converged(provision(web("")).apply());

    Provisioning.Ended other = provision(web("").replace("name: ci", "name: other")).plan();

    assertThat(other.exit()).isNotZero();
    assertThat(other.err())
        .contains(
            "`/DC0/vm/old/Web 1` is `instance.web` of environment `ci`, and `adopt: true` takes"
                + " only what no environment owns");
  }

  @Test
  void aTemplateIsNotTaken() {
    target.otherClient().power(WEB, false);
    target.otherClient().template(WEB);

    Provisioning.Ended plan = provision(web("")).plan();

    assertThat(plan.exit()).isNotZero();
    assertThat(plan.err())
        .contains(
            "`/DC0/vm/old/Web 1` is a template and no machine; an image takes it as it is:"
                + " {template: /DC0/vm/old/Web 1}");
  }

  @Test
  void mistakesAreToldBeforeAnythingIsRead() {
    Provisioning.Ended checked =
        provision(
                site(
                    """
                      a: {networks: {}}
                      b: {path: /DC0/vm/b, networks: {}, image: base, flavor: small}
                      c: {adopt: true, path: b, folder: old}
                      d: {adopt: true, clone: full, customization: {type: linux, domain: x}}
                    images:
                      base: {template: /DC0/vm/DC0_C0_RP0_VM0}
                    flavors:
                      small: {vcpus: 1, ram: 64 MiB}
                    """))
            .run("check");

    assertThat(checked.exit()).isNotZero();
    assertThat(checked.err())
        .contains(
            "it has nothing to boot from: name an `image`, or a volume as in `volumes: {root:"
                + " boot}`, or take a machine that is there with `adopt: true`",
            "it has no size: name a `flavor`, or take a machine that is there with `adopt: true`",
            "it says which machine to take, and only `adopt: true` takes one",
            "`b` is no path from the root, such as /DC0/vm/old/web",
            "`path` names the folder already; give one of the two",
            "one that is adopted is no clone; leave `clone` out",
            "a guest is customized while its VM is made, and one that is adopted is made already;"
                + " use `user_data`");
  }

  @Test
  void theNextApplyFinishesAfterAKillBetweenTheMarksOfTwoMachines() throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    Provisioning provision =
        provision(web(", annotation: ours") + "  DC0_C0_RP0_VM0: {adopt: true}\n");
    target.replyIsLate("ReconfigVM_Task", Duration.ofSeconds(1));
    try (Child child = Child.run(provision, folder, "apply", "--parallelism", "1")) {
      child.until(() -> target.calls().containsKey("ReconfigVM_Task")).signal("KILL");
      assertThat(child.ended()).isEqualTo(128 + 9);
    }
    target.allIsWell();

    converged(provision.apply("--yes"));

    assertThat(seen().annotation()).isEqualTo("ours");
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes"));
  }

  @Test
  void anApplyThatDiesAtAnyWriteIsFinishedByTheNext() {
    Assumptions.assumeTrue(target instanceof SimulatorTarget);
    SimulatorTarget simulator = (SimulatorTarget) target;
    Provisioning provision =
        provision(web(", annotation: ours") + "  DC0_C0_RP0_VM0: {adopt: true}\n");
    for (int write = 0; write < 3; write++) {
      for (boolean made : List.of(false, true)) {
        simulator.diesAt(write, made);
        assertThat(provision.apply("--yes").exit()).as("write %d, %s", write, made).isNotZero();
        simulator.diesAt(Integer.MAX_VALUE, false);

        converged(provision.apply("--yes"));

        assertThat(seen().annotation()).isEqualTo("ours");
        nothingIsLeft(provision);
        converged(provision.run("destroy", "--yes"));
        nothingOfOursIsOn(seen());
        target.otherClient().note(WEB, "theirs");
      }
    }
  }

  private static void nothingOfOursIsOn(SeenVm vm) {
    assertThat(vm.extraConfig().keySet()).noneMatch(key -> key.startsWith("provision."));
  }
}
