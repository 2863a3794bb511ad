package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code exclusive: true} leaves only the playbook's permissions on an object. vcsim has one
 * permission on an object at most, because its SetEntityPermissions replaces all (govmomi,
 * simulator/authorization_manager.go), so this is shown on the simulator.
 */
class ExclusivePermissionTest {
  private static final String LAB =
      """
      speed: 1000
      users:
        somebody: {privileges: ['*']}
        'ci@lab': {groups: ['LAB\\ops'], privileges: ['*']}
        'team@lab': {}
        'bob@lab': {}
        'eve@lab': {}
        'crew@lab': {}
        'made@lab': {}
        'few@lab': {privileges: ['*'], denied: [Authorization.ModifyPermissions]}
      permissions:
        - {on: /, principal: 'LAB\\few', role: Admin}
        - {on: /, principal: 'LAB\\ops', group: true, role: Admin}
      datacenters:
        DC0:
          clusters: {A: {hosts: {a1: {cpus: 8, memory: 32 GiB}}}}
          datastores: {shared: 1 TiB}
      """;

  private static final String TEAM =
      "{on: /DC0, principal: 'LAB\\team', role: ReadOnly, exclusive: true}";

  @TempDir Path folder;
  private SimulatorTarget target;
  private Provisioning provision;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(LAB);
    provision = new Provisioning(target, folder, play("{}"));
  }

  @AfterEach
  void end() {
    target.close();
  }

  private static String play(String permissions) {
    return """
        name: ci
        vcenter: {simulator: lab.yml, username: 'ci@lab', password: x, datacenter: DC0, cluster: A}
        permissions: %s
        """
        .formatted(permissions);
  }

  private List<String> onDatacenter() {
    return target.otherClient().rights().permissions("/DC0");
  }

  private void byHand(String account, String role) {
    target.otherClient().rights().permit("/DC0", account, role);
  }

  private void refused(int exit, String why, String... options) {
    target.resetCalls();
    Provisioning.Ended refused = provision.apply(options);
    assertThat(refused.exit()).as(refused.all()).isEqualTo(exit);
    assertThat(refused.err()).contains(why);
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void whatOthersAddIsRemovedByTheNextApplyAndOnlyWithAWord() {
    provision.rewrite(play("{team: " + TEAM + "}"));
    Suite.converged(provision.apply());
    target.resetCalls();
    Suite.converged(provision.apply());
    assertThat(target.mutating()).isEmpty();
    byHand("LAB\\bob", "Admin");
    byHand("LAB\\eve", "ReadOnly");

    Provisioning.Ended plan = provision.plan();
    refused(
        3,
        "the plan would revoke, because of permission.team; --yes is not enough, allow it with"
            + " --allow revoke\n",
        "--yes");
    Suite.converged(provision.apply("--allow", "revoke"));

    assertThat(plan.steps())
        .contains("exclusive  LAB\\bob (Admin) -> removed")
        .contains("exclusive  LAB\\eve (ReadOnly) -> removed");
    assertThat(onDatacenter()).containsExactly("LAB\\team ReadOnly");
    assertThat(target.otherClient().rights().permissions("/")).hasSizeGreaterThan(1);
    target.resetCalls();
    Suite.converged(provision.apply());
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void aNewOneRemovesThoseOfOthersButNotWhatASiblingMakesOrAdopts() {
    byHand("LAB\\bob", "Admin");
    byHand("LAB\\crew", "ReadOnly");
    provision.rewrite(
        play(
            "{a: "
                + TEAM
                + ", crew: {on: DC0, principal: crew@lab, role: ReadOnly, adopt: true}"
                + ", made: {on: /DC0, principal: 'LAB\\made', role: ReadOnly}}"));

    Provisioning.Ended plan = provision.plan();
    refused(3, "--allow revoke\n", "--yes");
    Suite.converged(provision.apply("--allow", "revoke"));

    assertThat(plan.out()).contains("removes LAB\\bob (Admin) from /DC0").doesNotContain("crew (");
    assertThat(onDatacenter())
        .containsExactly("LAB\\crew ReadOnly", "LAB\\made ReadOnly", "LAB\\team ReadOnly");
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void thoseOfTheAccountOfTheConnectionAndOfItsGroupsAreDeclaredOrRefused() {
    byHand("LAB\\ci", "Admin");
    provision.rewrite(play("{team: " + TEAM + "}"));
    refused(
        65,
        "LAB\\ci (Admin) on /DC0 is a permission of the account of this connection, which is never"
            + " removed: declare it too, with `adopt: true`",
        "--allow",
        "revoke");

    provision.rewrite(
        play(
            "{team: "
                + TEAM
                + ", own: {on: /DC0, principal: 'LAB\\ci', role: Admin, adopt: true}}"));
    Suite.converged(provision.apply());
    assertThat(onDatacenter()).containsExactly("LAB\\ci Admin", "LAB\\team ReadOnly");
  }

  @Test
  void theRootFolderHasPermissionsOfTheServerItself() {
    provision.rewrite(play("{team: " + TEAM.replace("on: /DC0", "on: /") + "}"));
    refused(65, "not on `/`: the permissions of vCenter's own services and the global ones");
  }

  @Test
  void thePlanAsksForThePrivilege() {
    byHand("LAB\\bob", "Admin");
    provision.rewrite(play("{team: " + TEAM + "}").replace("ci@lab", "few@lab"));
    refused(1, "Authorization.ModifyPermissions", "--allow", "revoke");
  }
}
