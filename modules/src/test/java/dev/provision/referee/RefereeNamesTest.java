package dev.provision.referee;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A folder has no two things of one name, as on a vCenter; vcsim alone lets them in. */
@NeedsReferee
class RefereeNamesTest {
  private Referee referee;

  @BeforeEach
  void start() {
    referee = Referee.start("-vm", "1");
    make("taken");
  }

  @AfterEach
  void stop() {
    referee.close();
  }

  private void make(String name) {
    assertThat(create(name).exit()).isZero();
  }

  private Referee.Ended create(String name) {
    return referee.tryGovc(
        "vm.create",
        "-force",
        "-on=false",
        "-net",
        "VM Network",
        "-pool",
        "/DC0/host/DC0_C0/Resources",
        name);
  }

  private void isRefused(Referee.Ended refused) {
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err() + refused.out()).contains("DuplicateName");
    assertThat(referee.govc("find", "/DC0/vm", "-type", "m", "-name", "taken").lines()).hasSize(1);
  }

  @Test
  void refusesASecondMachine() {
    isRefused(create("taken"));
  }

  @Test
  void refusesToRenameToATakenNameAndLetsAFreeOne() {
    make("other");
    isRefused(referee.tryGovc("object.rename", "/DC0/vm/other", "taken"));
    referee.govc("object.rename", "/DC0/vm/other", "free");
  }

  @Test
  void refusesToMoveSomethingToWhereItsNameIsTaken() {
    referee.govc("folder.create", "/DC0/vm/in");
    referee.govc("object.mv", "/DC0/vm/taken", "/DC0/vm/in");
    make("taken");

    Referee.Ended refused = referee.tryGovc("object.mv", "/DC0/vm/taken", "/DC0/vm/in");

    assertThat(refused.exit()).isNotZero();
    assertThat(referee.govc("ls", "/DC0/vm/in").strip()).isEqualTo("/DC0/vm/in/taken");
  }

  @Test
  void aNameIsFreeAgainWhenWhatHadItIsGone() {
    referee.govc("vm.destroy", "/DC0/vm/taken");

    make("taken");

    isRefused(create("taken"));
  }
}
