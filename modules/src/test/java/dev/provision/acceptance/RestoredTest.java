package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenVm;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * A thing of ours that changed its identity: it was restored, registered again, moved or renamed.
 */
class RestoredTest extends Acceptance {
  private static final String WEB = "/DC0/vm/ci/web";

  private Provisioning applied(String playbook) {
    Provisioning provision = provision(playbook);
    converged(provision.apply("--yes"));
    return provision;
  }

  /** As a backup gives a machine back: the same marks, the same place, another instanceUuid. */
  private void restore(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    target.otherClient().copy(path, name + "-restored");
    target.otherClient().delete(path);
    target.otherClient().rename(path + "-restored", name);
  }

  @Test
  void aRestoredMachineIsLinkedAgainByPermissionAndStaysOwned() {
    Provisioning provision = applied(plain());
    String uuid = target.otherClient().vm(WEB).instanceUuid();
    restore(WEB);
    String restored = target.otherClient().vm(WEB).instanceUuid();
    String identity = target.otherClient().identity(WEB);

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply();
    Provisioning.Ended linked = converged(provision.apply("--allow", "relink,power-off"));

    assertThat(restored).isNotEqualTo(uuid);
    assertThat(plan.steps())
        .contains(
            "  ~  instance.web  ours again: restored, replicated or registered again: its marks are"
                + " ours, its instanceUuid is another one, and no original is left")
        .contains("identity  " + restored + " -> " + uuid + "  site.yml:11:3");
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("relink");
    assertThat(linked.out()).contains("1 changed");
    SeenVm after = target.otherClient().vm(WEB);
    assertThat(target.otherClient().identity(WEB)).isEqualTo(identity);
    assertThat(after.instanceUuid()).isEqualTo(uuid);
    assertThat(after.extraConfig())
        .containsEntry("provision.uuid", uuid)
        .doesNotContainKey("provision.adopted");
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
  }

  @Test
  void twoThatWereRestoredAreAQuestion() {
    Provisioning provision = applied(plain());
    target.otherClient().copy(WEB, "second");
    restore(WEB);

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).isNotZero();
    assertThat(plan.err())
        .contains("`instance.web` is ambiguous: `/DC0/vm/ci/second`, `/DC0/vm/ci/web`");
  }

  @Test
  void aRestoredMachineIsNeitherDeletedNorReplacedBeforeItIsLinked() {
    Provisioning provision = applied(plain());
    restore(WEB);

    Provisioning.Ended replaced = provision.plan("--replace", "instance.web");
    provision.rewrite(one("vcpus: 1, ram: 64 MiB", "networks: {eth0: private}, state: absent"));
    Provisioning.Ended absent = provision.plan();
    Provisioning.Ended destroyed = provision.run("destroy", "--yes");

    String why =
        "restored, replicated or registered again: its marks are ours, its instanceUuid is another"
            + " one, and no original is left; apply it once without that, with --allow relink";
    assertThat(replaced.err()).contains("`" + WEB + "` is not replaced: " + why);
    assertThat(absent.err()).contains("`" + WEB + "` is not deleted: " + why);
    assertThat(destroyed.exit()).as(destroyed.all()).isEqualTo(1);
    assertThat(destroyed.out())
        .contains(
            "/DC0/vm/ci/web: was restored: its marks are ours, its instanceUuid is"
                + " another one, and no original is left; make it ours again by an apply that"
                + " declares it, with --allow relink, or delete it by hand\n")
        .contains("/DC0/vm/ci: `instance.web` needs it and stays")
        .contains("Not converged in")
        .contains(": 1 left that was restored");
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web");
  }

  @Test
  void noOperationTouchesARestoredMachineBeforeItIsLinked() {
    Provisioning provision = applied(plain());
    restore(WEB);
    String restored = target.otherClient().identity(WEB);

    Provisioning.Ended booted = provision.run("reboot", "instance.web", "--hard");

    assertThat(booted.exit()).isNotZero();
    assertThat(booted.err()).contains("`instance.web` was restored: its marks are ours");
    assertThat(target.otherClient().identity(WEB)).isEqualTo(restored);
  }

  /** Also one of the same name, where a copy is kept. */
  @Test
  void aCopyMadeByHandIsNotLeftOverWhenItsOriginalIsDestroyed() {
    Provisioning provision = applied(plain());
    target.otherClient().folder("/DC0/vm/archive");
    target.otherClient().copy(WEB, "web-copy");
    target.otherClient().move("/DC0/vm/ci/web-copy", "/DC0/vm/archive");
    target.otherClient().rename("/DC0/vm/archive/web-copy", "web");

    converged(provision.run("destroy", "--yes"));
    Provisioning.Ended again = converged(provision.run("destroy", "--yes"));

    assertThat(again.out()).contains("possible copy of instance.web");
    assertThat(target.otherClient().in("/DC0/vm/archive")).containsExactly("web");
  }

  @Test
  void aDatacenterThatSomebodyRenamedChangesNothingButPaths() throws Exception {
    Provisioning provision = applied(plain().replace("/DC0/vm/DC0_C0_RP0_VM0", "DC0_C0_RP0_VM0"));
    String identity = target.otherClient().identity(WEB);
    target.otherClient().rename("/DC0", "Berlin");
    String written = Files.readString(provision.playbook());
    Files.writeString(
        provision.playbook(), written.replace("datacenter: DC0", "datacenter: Berlin"));

    nothingIsLeft(provision);
    String after = target.otherClient().identity("/Berlin/vm/ci/web");
    converged(provision.run("destroy", "--yes"));

    assertThat(after).isEqualTo(identity);
    assertThat(target.otherClient().in("/Berlin/vm"))
        .doesNotContain("ci")
        .contains("DC0_C0_RP0_VM0");
  }

  @Test
  void anAdoptedMachineThatWasRestoredKeepsItsNewUuidAndIsStillGivenBack() {
    target.otherClient().folder("/DC0/vm/old");
    target.otherClient().copy("/DC0/vm/DC0_C0_RP0_VM1", "web");
    target.otherClient().move("/DC0/vm/web", "/DC0/vm/old");
    Provisioning provision =
        applied(
            play(
                """
                folders:
                  old: {path: /DC0/vm/old, adopt: true}
                flavors:
                  small: {vcpus: 1, ram: 64 MiB}
                instances:
                  web: {image: base, flavor: small, networks: {}, folder: old, adopt: true, power: off}
                """));
    restore("/DC0/vm/old/web");
    String restored = target.otherClient().vm("/DC0/vm/old/web").instanceUuid();

    converged(provision.apply("--allow", "relink"));
    SeenVm linked = target.otherClient().vm("/DC0/vm/old/web");
    nothingIsLeft(provision);
    Provisioning.Ended destroyed = converged(provision.run("destroy", "--yes"));

    assertThat(linked.instanceUuid()).isEqualTo(restored);
    assertThat(linked.extraConfig())
        .containsEntry("provision.uuid", restored)
        .containsEntry("provision.adopted", "true");
    assertThat(destroyed.out()).contains("given back, not deleted: /DC0/vm/old/web");
  }

  @Test
  void aFolderThatSomebodyRenamedIsFoundByItsMarkAndNotMadeTwice() {
    Provisioning provision = applied(plain());
    String identity = target.otherClient().identity("/DC0/vm/ci");
    target.otherClient().rename("/DC0/vm/ci", "team");

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .isEqualTo(
            """
              ~  folder.ci  changed in place
                    path  /DC0/vm/team -> /DC0/vm/ci  site.yml:11:3
            """);
    assertThat(target.otherClient().identity("/DC0/vm/ci")).isEqualTo(identity);
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("team");
    nothingIsLeft(provision);
  }

  @Test
  void aFolderThatSomebodyMovedIsBroughtBack() {
    Provisioning provision = applied(plain());
    target.otherClient().folder("/DC0/vm/archive");
    target.otherClient().move("/DC0/vm/ci", "/DC0/vm/archive");

    converged(provision.apply());

    assertThat(target.otherClient().in("/DC0/vm")).contains("ci");
    assertThat(target.otherClient().in("/DC0/vm/archive")).isEmpty();
    nothingIsLeft(provision);
  }

  @Test
  void aFolderThatSomebodyMadeAgainAroundOurMachinesIsOursByPermission() {
    Provisioning provision = applied(plain());
    target.otherClient().folder("/DC0/vm/aside");
    target.otherClient().move(WEB, "/DC0/vm/aside");
    target.otherClient().removeFolder("/DC0/vm/ci");
    target.otherClient().rename("/DC0/vm/aside", "ci");

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply();
    converged(provision.apply("--allow", "relink"));

    assertThat(plan.steps())
        .contains(
            "~  folder.ci  ours again: somebody made it again: it holds what this environment owns,"
                + " and has no mark");
    assertThat(refused.exit()).isEqualTo(3);
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
  }

  @Test
  void anEmptyFolderOfThatNameIsNotOurs() {
    target.otherClient().folder("/DC0/vm/ci");

    Provisioning.Ended plan = provision(plain()).plan();

    assertThat(plan.err()).contains("`/DC0/vm/ci` is there already and is not ours");
  }
}
