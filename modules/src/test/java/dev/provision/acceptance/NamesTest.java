package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Names with what a vCenter escapes: slash, backslash and percent. */
class NamesTest extends Acceptance {
  private static final String FLAVOR = "flavors:\n  small: {vcpus: 1, ram: 64 MiB}\n";

  private static String named(String keys) {
    return play(
        FLAVOR
            + "instances:\n  web: {for_each: ["
            + keys
            + "], image: base, flavor: small, networks: {eth0: private}}\n");
  }

  private static String in(String folder) {
    return one("vcpus: 1, ram: 64 MiB", "networks: {eth0: private}, folder: '" + folder + "'");
  }

  private void clonesSuchNames() {
    Assumptions.assumeFalse(
        target instanceof VcsimTarget, "it looks for the disks of such a clone in another folder");
  }

  @Test
  void anInstanceIsShownAsItIsDeclaredAndFoundAgain() {
    clonesSuchNames();
    Provisioning provision = provision(named("'a/b', '50%', 'c%2fd', 'e\\f', '%41'"));

    converged(provision.apply());
    assertThat(target.otherClient().in("/DC0/vm/ci"))
        .extracting(name -> name.toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrder(
            "web-50%25", "web-a%2fb", "web-c%252fd", "web-e%5cf", "web-%2541");
    nothingIsLeft(provision);
    assertThat(converged(provision.run("list")).out())
        .contains("| web-a/b ", "| web-50% ", "| web-c%2fd ", "| web-e\\f ", "| web-%41 ");
    converged(provision.run("destroy", "--yes"));
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
  }

  @Test
  void anInstanceThatSomebodyRenamedGetsItsNameBack() {
    clonesSuchNames();
    Provisioning provision = provision(named("'a/b', 'x%y'"));
    converged(provision.apply());
    target.otherClient().rename("/DC0/vm/ci/web-x%25y", "strange");

    assertThat(provision.plan().out()).contains("strange -> web-x%y");
    converged(provision.apply("--yes"));
    assertThat(target.otherClient().in("/DC0/vm/ci"))
        .extracting(name -> name.toLowerCase(Locale.ROOT))
        .containsExactly("web-a%2fb", "web-x%25y");
    nothingIsLeft(provision);
  }

  @Test
  void aTemplateIsFoundByItsShownNameItsEscapedNameAndItsPath() {
    target.otherClient().rename("/DC0/vm/DC0_C0_RP0_VM1", "linux%2f22.04");
    String plain = plain();
    for (String name :
        new String[] {"linux/22.04", "linux%2f22.04", "linux%2F22.04", "/DC0/vm/linux%2F22.04"}) {
      converged(provision(plain.replace("/DC0/vm/DC0_C0_RP0_VM0", name)).plan());
    }
    assertThat(
            provision(plain.replace("/DC0/vm/DC0_C0_RP0_VM0", "/DC0/vm/linux/22.04")).plan().err())
        .contains(
            "there is no VM or template `/DC0/vm/linux/22.04`; did you mean"
                + " `/DC0/vm/linux%2F22.04`?");
    assertThat(provision(plain.replace("/DC0/vm/DC0_C0_RP0_VM0", "linux/22.05")).plan().err())
        .contains(
            "there is no VM or template `linux/22.05` in `/DC0`; did you mean `linux/22.04`?");
  }

  @Test
  void aFolderIsANameBeforeItIsAPath() {
    target.otherClient().folder("/DC0/vm/team");
    target.otherClient().rename("/DC0/vm/team", "team 1%2f2");
    for (String name : new String[] {"team 1/2", "team 1%2F2", "/DC0/vm/team 1%2f2"}) {
      converged(provision(in(name)).plan());
    }
    Provisioning provision = provision(in("team 1/2"));
    converged(provision.apply());
    assertThat(target.otherClient().in("/DC0/vm/team 1%2f2")).containsExactly("web");
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes"));

    Provisioning own = provision(plain()).connection("folder: team 1/2");
    converged(own.apply());
    assertThat(target.otherClient().in("/DC0/vm/team 1%2f2/ci")).containsExactly("web");
    nothingIsLeft(own);
  }

  @Test
  void aThingOfAnotherSortIsNamedForWhatItIs() {
    assertThat(refused(plain().replace("VM Network", "DVS0")))
        .contains(
            "there is no port group `DVS0` in `/DC0`: `/DC0/network/DVS0` is a distributed switch;"
                + " write one of its port groups: `DC0_DVPG0`");
    assertThat(refused(one("vcpus: 1, ram: 64 MiB", "networks: {}, host: DC0_C0")))
        .contains("`/DC0/host/DC0_C0` is a cluster; write it as `cluster`");
    assertThat(refused(in("DC0_C0_RP0_VM1")))
        .contains(
            "there is no folder `DC0_C0_RP0_VM1` in `/DC0`: `/DC0/vm/DC0_C0_RP0_VM1` is a VM;"
                + " write the folder that it is in: `/DC0/vm`");
    target.otherClient().folder("/DC0/vm/linux");
    target.otherClient().copy("/DC0/vm/DC0_C0_RP0_VM1", "deb");
    target.otherClient().move("/DC0/vm/deb", "/DC0/vm/linux");
    target.otherClient().rename("/DC0/vm/linux/deb", "deb%2f12");
    assertThat(refused(plain().replace("/DC0/vm/DC0_C0_RP0_VM0", "linux")))
        .contains(
            "there is no VM or template `linux` in `/DC0`: `/DC0/vm/linux` is a folder; write one"
                + " of its VMs and templates: `deb/12`");
  }

  private String refused(String playbook) {
    Provisioning.Ended plan = provision(playbook).plan();
    assertThat(plan.exit()).as(plan.all()).isEqualTo(65);
    return plan.err();
  }
}
