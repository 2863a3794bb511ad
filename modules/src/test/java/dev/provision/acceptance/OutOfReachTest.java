package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vCenter lists and cannot show is neither absent, nor somebody else's, nor gone. */
class OutOfReachTest extends Acceptance {
  private static final String INACCESSIBLE =
      "vCenter calls it inaccessible: its host cannot read its files";
  private static final String FORGOTTEN =
      "vCenter calls it orphaned: its host does not know it any more";

  private static String row(Provisioning provision, String name) {
    Provisioning.Ended listed = provision.run("list");
    return listed
        .out()
        .lines()
        .filter(line -> line.contains("| " + name + " "))
        .map(line -> line.replaceAll(" +", " ").substring(2))
        .findFirst()
        .orElse("none: " + listed.all());
  }

  @ParameterizedTest
  @CsvSource({"inaccessible", "orphaned", "invalid", "disconnected"})
  void oneOfOursIsInTheListAndNeitherMadeAnewNorCalledGone(String state) {
    target.needs(BREAKS);
    Provisioning provision = provision(many(2, ""));
    converged(provision.apply());
    target.loses("web-2", state);

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended others = provision.apply("--exclude", "instance.web-2");
    String row = row(provision, "web-2");
    Provisioning.Ended destroyed = provision.run("destroy", "--yes");
    Provisioning.Ended again = provision.run("destroy", "--yes");

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err())
        .contains("error: `instance.web-2` is at `/DC0/vm/ci/web-2` and cannot be read: ")
        .contains("; it is not made again while it is there: make it readable, or take it out");
    converged(others);
    assertThat(row).startsWith("- | web-2 | ERROR | - | NOSTATE |");
    assertThat(destroyed.exit()).as(destroyed.all()).isEqualTo(1);
    assertThat(destroyed.out())
        .contains("instance.web-2        /DC0/vm/ci/web-2: cannot be read: ")
        .contains("folder.ci             /DC0/vm/ci: `instance.web-2` needs it and stays")
        .contains("Not converged in")
        .contains(": 1 deleted, 1 left that cannot be read");
    assertThat(destroyed.out()).doesNotContain("not ours");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.out()).contains(": 1 left that cannot be read");
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-2");
  }

  @ParameterizedTest
  @CsvSource({"inaccessible", "orphaned"})
  void oneThatIsNoLongerDeclaredKeepsPruneFromSayingConverged(String state) {
    target.needs(BREAKS);
    Provisioning provision = provision(many(2, ""));
    converged(provision.apply());
    provision.rewrite(many(1, ""));
    target.loses("web-2", state);
    String why = state.equals("orphaned") ? FORGOTTEN : INACCESSIBLE;

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended pruned = provision.apply("--prune", "--yes");
    target.allIsWell();

    assertThat(plan.exit()).isZero();
    assertThat(plan.steps())
        .isEqualTo("  !  instance.web-2  /DC0/vm/ci/web-2: cannot be read: " + why + "\n");
    assertThat(pruned.exit()).as(pruned.all()).isEqualTo(1);
    assertThat(pruned.out()).contains("1 left that cannot be read").contains("Not converged");
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2");
  }

  @ParameterizedTest
  @CsvSource({"inaccessible", "orphaned", "invalid"})
  void aMachineOfOthersIsNoProblem(String state) {
    target.needs(BREAKS);
    Provisioning provision = provision(many(2, ""));
    converged(provision.apply());
    target.loses("DC0_C0_RP0_VM1", state);

    nothingIsLeft(provision);
    assertThat(row(provision, "web-1")).contains(" | web-1 | ACTIVE |");
    converged(provision.run("destroy", "--yes"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci").contains("DC0_C0_RP0_VM1");
  }

  @ParameterizedTest
  @CsvSource({"inaccessible", "orphaned"})
  void aTemplateThatCannotBeReadIsNotReportedAsMissing(String state) {
    target.needs(BREAKS);
    Provisioning provision = provision(many(1, ""));
    target.loses("DC0_C0_RP0_VM0", state);
    String why = state.equals("orphaned") ? FORGOTTEN : INACCESSIBLE;

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err())
        .contains("`image.base` is at `/DC0/vm/DC0_C0_RP0_VM0` and cannot be read: " + why + "\n");
  }
}
