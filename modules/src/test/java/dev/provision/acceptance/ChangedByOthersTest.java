package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenVm;
import org.junit.jupiter.api.Test;

/** Somebody changes our objects with another client: the plan shows it, apply repairs it. */
class ChangedByOthersTest extends Acceptance {
  private static final String VM = "/DC0/vm/ci/web";

  @Test
  void whatSomebodyChangedIsShownAndRepaired() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    String uuid = target.otherClient().vm(VM).instanceUuid();
    target.otherClient().power(VM, false);
    target.otherClient().cpus(VM, 3);
    target.otherClient().rename(VM, "mine");

    assertThat(provision.plan().steps())
        .isEqualTo(
            """
              ~  instance.web  changed in place
                    vcpus  3 -> 1  site.yml:9:18
                    name  mine -> web  site.yml:11:3
                    power  off -> on  site.yml:11:3
            """);
    assertThat(provision.run("list").out()).contains("vcpus, name, power");
    converged(provision.apply());

    SeenVm repaired = target.otherClient().vm(VM);
    assertThat(repaired.cpus()).isEqualTo(1);
    assertThat(repaired.on()).isTrue();
    assertThat(repaired.instanceUuid()).isEqualTo(uuid);
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web");
    nothingIsLeft(provision);
  }

  @Test
  void aVmThatSomebodyMovedComesBack() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.otherClient().folder("/DC0/vm/theirs");
    target.otherClient().move(VM, "/DC0/vm/theirs");

    assertThat(provision.plan().steps())
        .isEqualTo(
            """
              ~  instance.web  changed in place
                    folder  /DC0/vm/theirs -> /DC0/vm/ci  site.yml:11:3
            """);
    converged(provision.apply());

    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web");
    assertThat(target.otherClient().in("/DC0/vm/theirs")).isEmpty();
    nothingIsLeft(provision);
  }

  @Test
  void aVmThatSomebodyDeletedIsMadeAgain() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.otherClient().delete(VM);

    assertThat(provision.plan().steps()).contains("+  instance.web");
    converged(provision.apply());

    assertThat(target.otherClient().vm(VM).on()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void aCopyMadeByHandIsShownAndNeverTouched() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.otherClient().copy(VM, "copy");
    String copy = target.otherClient().identity("/DC0/vm/ci/copy");

    Provisioning.Ended plan = provision.plan("--prune");
    converged(provision.apply("--prune", "--yes"));
    assertThat(provision.run("list").out()).contains("possible copy");
    Provisioning.Ended destroyed = provision.run("destroy", "--yes");

    assertThat(plan.steps())
        .isEqualTo(
            """
              !  instance.web  /DC0/vm/ci/copy: possible copy of instance.web made by hand: its instanceUuid is not the one its mark names
            """);
    assertThat(destroyed.exit()).as(destroyed.all()).isEqualTo(1);
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("copy");
    assertThat(target.otherClient().identity("/DC0/vm/ci/copy")).isEqualTo(copy);
    assertThat(target.otherClient().vm("/DC0/vm/ci/copy").cpus()).isEqualTo(1);
  }

  @Test
  void aVmOfOthersKeepsTheFolderThatIsToBeDestroyed() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.otherClient().move("/DC0/vm/DC0_C0_RP0_VM1", "/DC0/vm/ci");
    String theirs = target.otherClient().identity("/DC0/vm/ci/DC0_C0_RP0_VM1");

    Provisioning.Ended destroyed = provision.run("destroy", "--yes");

    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("DC0_C0_RP0_VM1");
    assertThat(target.otherClient().identity("/DC0/vm/ci/DC0_C0_RP0_VM1")).isEqualTo(theirs);
    assertThat(target.otherClient().vm("/DC0/vm/ci/DC0_C0_RP0_VM1").on()).isTrue();
    assertThat(destroyed.exit()).as(destroyed.all()).isEqualTo(1);
    assertThat(destroyed.out()).contains("Not converged").contains("1 left that holds what is not");
    assertThat(destroyed.steps())
        .isEqualTo(
            """
              -  instance.web  deleted: /DC0/vm/ci/web
              !  folder.ci  /DC0/vm/ci: holds what is not ours: /DC0/vm/ci/DC0_C0_RP0_VM1
            """);
  }

  @Test
  void aVmOfThatNameThatIsNotOursIsAnErrorAndStays() {
    target.otherClient().folder("/DC0/vm/theirs");
    target.otherClient().copy("/DC0/vm/DC0_C0_RP0_VM1", "web");
    target.otherClient().move("/DC0/vm/web", "/DC0/vm/theirs");
    String theirs = target.otherClient().identity("/DC0/vm/theirs/web");
    Provisioning provision =
        provision(one("vcpus: 4, ram: 64 MiB", "networks: {}, folder: /DC0/vm/theirs"));

    Provisioning.Ended refused = provision.apply("--yes");

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`/DC0/vm/theirs/web` is there already and is not ours")
        .contains("`adopt: true` takes it");
    assertThat(target.otherClient().identity("/DC0/vm/theirs/web")).isEqualTo(theirs);
    assertThat(target.otherClient().vm("/DC0/vm/theirs/web").cpus()).isEqualTo(1);
  }
}
