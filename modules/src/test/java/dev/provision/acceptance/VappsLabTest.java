package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VAppConfigInfo;
import com.vmware.vim25.VAppEntityConfigInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of vApps only a lab has: vApps in vApps, moves, folders, and runs that die. */
class VappsLabTest {
  private static final String ROOT = "/DC0/host/DC0_C0/Resources";

  @TempDir Path folder;
  private final SimulatorTarget target =
      new SimulatorTarget(
          SimulatorTarget.LAB.replace(
              "    datastores:\n", "        vapps: {old: {shares: low}}\n    datastores:\n"));

  private Provisioning provision(String playbook) {
    return new Provisioning(target, folder, play(playbook));
  }

  private static String play(String playbook) {
    return "name: ci\nvcenter: {simulator: lab.yml, datacenter: DC0, cluster: DC0_C0}\n" + playbook;
  }

  private <T> T property(String path, String property, Class<T> type) {
    return target.vim().property(target.stub().at(path), property, type);
  }

  private void nothingIsLeft(Provisioning provision) {
    assertThat(provision.plan().all()).contains("No changes.");
    target.resetCalls();
    Suite.converged(provision.apply());
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void oneIsShownInItsFolderAndOneInAnotherHasNone() {
    Provisioning provision =
        provision(
            """
            folders: {team: {path: /DC0/vm/team}}
            vapps:
              shop: {folder: team, memory: {limit: 8 GiB}}
              db: {vapp: shop}
            """);
    Suite.converged(provision.apply());

    assertThat(property(ROOT + "/shop", "parentFolder", ManagedObjectReference.class))
        .isEqualTo(target.stub().at("/DC0/vm/team"));
    assertThat(property(ROOT + "/shop/db", "parentFolder", ManagedObjectReference.class)).isNull();
    assertThat(property(ROOT + "/shop", "vAppConfig", VAppConfigInfo.class).getInstanceUuid())
        .isNotBlank();
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).doesNotContain("An apply would");

    provision.rewrite(
        play(
            "folders: {team: {path: /DC0/vm/team}, other: {path: /DC0/vm/other}}\n"
                + "vapps: {shop: {folder: other}}\n"));
    Provisioning.Ended elsewhere = provision.plan();
    assertThat(elsewhere.exit()).isNotZero();
    assertThat(elsewhere.all())
        .contains(
            "it is in `/DC0/vm/team`, and vCenter moves no vApp to another folder; write that"
                + " one");
  }

  @Test
  void oneThatPeopleMovedAndRenamedComesBack() {
    Provisioning provision = provision("resource_pools: {gold: {}}\nvapps: {shop: {}}\n");
    Suite.converged(provision.apply());
    target.otherClient().rename(ROOT + "/shop", "store");

    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());
    assertThat(plan.out()).contains(ROOT + "/store -> " + ROOT + "/shop");
    nothingIsLeft(provision);

    provision.rewrite(play("resource_pools: {gold: {}}\nvapps: {shop: {parent: gold}}\n"));
    Suite.converged(provision.apply());
    assertThat(target.stub().at(ROOT + "/gold/shop")).isNotNull();
    nothingIsLeft(provision);
  }

  @Test
  void oneThatHoldsAMachineOfOthersIsNotDeleted() {
    Provisioning provision = provision("vapps: {shop: {}}\n");
    Suite.converged(provision.apply());
    target.populate();
    target.stub().intoPool("/DC0/vm/DC0_C0_RP0_VM0", ROOT + "/shop");

    Provisioning.Ended ended = provision.run("destroy", "--yes", "--allow", "delete");

    assertThat(ended.all()).contains("holds what is not ours: " + ROOT + "/shop/DC0_C0_RP0_VM0");
    assertThat(target.stub().at(ROOT + "/shop")).isNotNull();
  }

  @Test
  void oneThatWasThereIsAdoptedAndGivenBack() {
    Provisioning provision = provision("vapps: {old: {adopt: true}}\n");
    Suite.converged(provision.apply());
    nothingIsLeft(provision);

    provision.rewrite(play("vapps: {old: {adopt: true, cpu: {shares: normal}}}\n"));
    assertThat(provision.plan().out()).containsPattern("cpu.shares +low -> normal");
    Suite.converged(provision.run("destroy", "--yes"));
    assertThat(target.stub().at(ROOT + "/old")).isNotNull();
  }

  @Test
  void aMachineInOneIsInNoFolderAndHasAnEntry() {
    Provisioning provision =
        provision(
            """
            images: {base: {template: /DC0/vm/DC0_SEED}}
            flavors: {small: {vcpus: 1, ram: 32 MiB}}
            vapps: {shop: {members: {web: {order: 7}}}}
            instances:
              web: {count: 2, image: base, flavor: small, networks: {}, vapp: shop}
            """);
    Suite.converged(provision.apply());

    VAppEntityConfigInfo[] entries =
        property(ROOT + "/shop", "vAppConfig", VAppConfigInfo.class).getEntityConfig();
    assertThat(entries).extracting(VAppEntityConfigInfo::getStartOrder).containsExactly(7, 7);
    assertThat(entries)
        .extracting(VAppEntityConfigInfo::getStopAction)
        .containsExactly("powerOff", "powerOff");
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).doesNotContain("An apply would");
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
  }

  /** Every call may be the last one of a run; its effect has happened. */
  @Test
  void theNextRunFinishesWhereverOneDied() {
    Provisioning provision = provision("vapps: {shop: {cpu: {limit: 1 GHz}, annotation: a}}\n");
    boolean died = true;
    for (int write = 0; died; write++) {
      target.resetCalls();
      target.diesAt(write, true);
      Provisioning.Ended first = provision.apply();
      died = first.exit() != 0;
      target.diesAt(Integer.MAX_VALUE, true);
      Provisioning.Ended second = provision.apply();
      assertThat(second.exit()).as("write %d: %s\n%s", write, first.all(), second.all()).isZero();
      assertThat(provision.plan().all()).as("write %d", write).contains("No changes.");
      Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    }
  }
}
