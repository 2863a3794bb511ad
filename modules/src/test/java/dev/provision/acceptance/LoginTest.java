package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login that fails for a reason that passes is tried again, and never called a refusal. */
class LoginTest extends Acceptance {
  @BeforeEach
  void breaks() {
    target.needs(BREAKS);
  }

  private static List<String> lines(Provisioning.Ended ended) {
    return ended.err().lines().toList();
  }

  @Test
  void aServiceThatStartsIsWaitedFor() {
    Provisioning provision = provision(plain());
    int before = target.sessions();
    for (String fault : List.of("HostCommunication", "Timedout", "SystemError")) {
      target.callFails("Login", fault, 1);

      Provisioning.Ended plan = provision.plan();

      assertThat(plan.exit()).as(plan.all()).isZero();
      assertThat(lines(plan))
          .singleElement()
          .asString()
          .startsWith("login: " + target.host() + " cannot log anybody in just now: ")
          .endsWith("; trying again in " + pause() + " s");
      target.allIsWell();
    }
    assertThat(target.sessions()).isEqualTo(before);
  }

  /** The first one, in seconds. */
  private double pause() {
    return target.settings().backOff().toMillis() / 2 / 1000.0;
  }

  @Test
  void aSessionThatIsNotKnownIsNoLackOfAPrivilege() {
    target.callFails("Login", "NotAuthenticated", 1);

    Provisioning.Ended plan = provision(plain()).plan();

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.err())
        .startsWith("login: " + target.host() + " cannot log anybody in just now: ")
        .doesNotContain("privilege");
  }

  @Test
  void oneThatGoesOnFailingEndsTheRunAndIsNoRefusalOfTheAccount() {
    target.callFails("Login", "HostCommunication", 9);

    Provisioning.Ended plan = provision(plain()).plan();

    assertThat(plan.exit()).as(plan.all()).isEqualTo(69);
    assertThat(lines(plan)).hasSizeGreaterThan(5);
    assertThat(lines(plan).get(4))
        .startsWith("error: login: " + target.host() + " cannot log anybody in just now: ");
    assertThat(plan.err()).endsWith("\n  it was tried 5 times\n").doesNotContain("refused");
  }

  @Test
  void aPasswordThatIsRefusedIsTriedOnce() {
    target.resetCalls();
    target.callFails("Login", "InvalidLogin", 9);

    Provisioning.Ended plan = provision(plain()).plan();

    assertThat(plan.exit()).as(plan.all()).isEqualTo(69);
    assertThat(plan.err()).startsWith("error: login: " + target.host() + " refused the account: ");
    assertThat(target.calls()).containsEntry("Login", 1);
  }
}
