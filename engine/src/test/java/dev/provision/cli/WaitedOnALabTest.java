package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Ended;
import dev.provision.lab.Thing;
import dev.provision.report.ExitCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run does that waited for another one, which changed the world meanwhile. */
class WaitedOnALabTest extends OnALab {
  private void becomesForeign() {
    cli.server.put(Thing.foreign("/a", Map.of("x", "1")));
  }

  @Test
  void itGoesOnWithoutAWordWhereItsPlanIsTheSame() {
    cli.server.heldMeanwhile(() -> {});

    Ended applied = cli.run("apply", "site.yml");

    assertThat(applied.exit()).isEqualTo(ExitCode.OK);
    assertThat(applied.out()).doesNotContain("The other run");
    assertThat(cli.server.writes()).containsExactly("create a", "create b");
  }

  @Test
  void itShowsItsNewPlanAndDoesThat() {
    cli.server.heldMeanwhile(() -> cli.server.put(Thing.owned("/a", "thing.a", Map.of("x", "1"))));

    Ended applied = cli.run("apply", "site.yml");

    assertThat(applied.exit()).isEqualTo(ExitCode.OK);
    assertThat(applied.out())
        .containsSubsequence(
            "2 to create", "The other run changed what this one would do:", "1 to create");
    assertThat(cli.server.writes()).containsExactly("create b");
  }

  @Test
  void whatIsRefusedNowIsToldWithItsReasonAndItsExitCode() {
    cli.server.heldMeanwhile(this::becomesForeign);

    Ended applied = cli.run("apply", "site.yml");

    assertThat(applied.exit()).isEqualTo(ExitCode.PLAYBOOK);
    assertThat(applied.err()).contains("site.yml:6:").contains("adopt: true");
    assertThat(cli.server.writes()).isEmpty();
  }

  @Test
  void aSavedPlanThatIsRefusedNowIsToldToo() {
    cli.run("plan", "site.yml", "--out", "plan.json");
    cli.server.heldMeanwhile(this::becomesForeign);

    Ended applied = cli.run("apply", "plan.json");

    assertThat(applied.exit()).isEqualTo(ExitCode.PLAYBOOK);
    assertThat(applied.err()).contains("site.yml:6:").contains("adopt: true");
    assertThat(cli.server.writes()).isEmpty();
  }
}
