package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The probe asks by reads alone, answers each question, and gives nothing of the user's away. */
class ProbeTest extends Acceptance {
  @Test
  void answersWhatReadingAnswersAndListsTheRestAndNamesNothingThatSomebodyNamed() {
    target.resetCalls();

    Provisioning.Ended ended = provision(play("")).run("doctor", "--probe");

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out())
        .containsPattern("server: .*vCenter Server.*API \\d")
        .contains("search-answers: how a search names folders on vSAN and vVol: there is no such")
        .containsPattern("disk-uuids: what disks have for a uuid: \\d+ of [1-9]\\d* begin with")
        .containsPattern("guestinfo-size: .*: \\d+ bytes under guestinfo, \\d+ bytes elsewhere")
        .containsPattern("policy-service: .*: answers, with a placement solver")
        .containsPattern("idle-poll: .*: after \\d of 5 s, with (nothing|an update)")
        .containsPattern("unknown-guest: .*: (refused with \\w+|a list of \\d+ guests|nothing)")
        .containsPattern("keyed-option: .*: (refused with \\w+|[034] of [34] hosts)")
        .containsPattern("custom-values: .*: \\d+ characters")
        .containsPattern("agent-vms: .*: 0 called vCLS")
        .containsPattern("tagging: which privileges tagging has: \\w+")
        .containsPattern("rest: .*: (/rest with status \\d+, /api with status \\d+|this server)")
        .contains("not asked, it needs a write: whether a migrated linked clone")
        .doesNotContain("null", "Exception");
    for (String name :
        List.of("DC0", "LocalDS_0", "VM Network", "administrator", "root", target.host())) {
      assertThat(ended.out()).doesNotContain(name);
    }
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      assertThat(target.mutating()).isEmpty();
      assertThat(target.calls()).containsEntry("QueryConfigOptionEx", 1).containsEntry("Logout", 1);
    }
  }
}
