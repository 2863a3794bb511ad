package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The account of the connection keeps its rights, those of its groups too, and the root folder an
 * administrator; what another account would lose has to be allowed.
 */
class OwnPermissionTest {
  private static final String LAB =
      """
      speed: 1000
      users:
        somebody: {privileges: ['*']}
        'ci@lab': {groups: ['LAB\\ops'], privileges: ['*']}
        'boss@lab': {privileges: ['*']}
      roles:
        maker: [Folder.Create, Folder.Delete]
      permissions:
        - {on: /, principal: 'LAB\\ops', group: true, role: Admin}
        - {on: /DC0, principal: 'LAB\\boss', role: maker}
      datacenters:
        DC0:
          clusters: {A: {hosts: {a1: {cpus: 8, memory: 32 GiB}}}}
          datastores: {shared: 1 TiB}
      """;

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
    return rights("permissions: " + permissions);
  }

  private static String rights(String sections) {
    return """
        name: ci
        vcenter: {simulator: lab.yml, username: 'ci@lab', password: x, datacenter: DC0, cluster: A}
        """
        + sections
        + "\n";
  }

  private Provisioning.Ended plan(String permissions) {
    provision.rewrite(play(permissions));
    return provision.plan();
  }

  private Provisioning.Ended refused(String playbook, int exit, String why, String... options) {
    provision.rewrite(playbook);
    target.resetCalls();
    Provisioning.Ended refused = provision.apply(options);
    assertThat(refused.exit()).as(refused.all()).isEqualTo(exit);
    assertThat(refused.err()).contains(why);
    assertThat(target.mutating()).isEmpty();
    return refused;
  }

  @Test
  void aPermissionOfItsOwnThatTakesWhatItInheritsFromAGroupIsRefusedWithItsLine() {
    Provisioning.Ended less =
        refused(
            play("{own: {on: /DC0, principal: 'LAB\\ci', role: maker}}"),
            65,
            "site.yml:3:58: error: `ci@lab`, the account of this connection, would lose"
                + " Alarm.Acknowledge, Alarm.Create and ");

    assertThat(less.err())
        .contains(" more on /DC0; make this change with another account that keeps its rights");
    assertThat(plan("{own: {on: /DC0, principal: 'LAB\\ci', role: Admin}}").exit()).isZero();
  }

  @Test
  void aPermissionOfItsGroupThatTakesWhatItInheritsIsRefused() {
    refused(
        play("{ops: {on: /DC0, principal: 'LAB\\ops', group: true, role: maker}}"),
        65,
        "`ci@lab`, the account of this connection, is in LAB\\ops and would lose ");
    assertThat(plan("{x: {on: /DC0, principal: 'LAB\\x', group: true, role: maker}}").exit())
        .isZero();
  }

  @Test
  void aPermissionOfItsOwnIsRemovedWhereItInheritsTheSame() {
    String admin = "{own: {on: /DC0, principal: 'LAB\\ci', role: Admin%s}}";
    provision.rewrite(play(admin.formatted("")));
    Suite.converged(provision.apply());

    provision.rewrite(play(admin.formatted(", state: absent")));
    Suite.converged(provision.apply("--allow", "revoke"));

    assertThat(target.otherClient().rights().permissions("/DC0"))
        .containsExactly("LAB\\boss maker");
  }

  @Test
  void aPermissionOfItsGroupIsNeitherRemovedNorWeakened() {
    String ops = "{ops: {on: /, principal: 'LAB\\ops', group: true, role: Admin, adopt: true%s}}";
    provision.rewrite(play(ops.formatted("")));
    Suite.converged(provision.apply());

    refused(
        play(ops.formatted(", state: absent")),
        1,
        "`/ permission of LAB\\ops` cannot be deleted: it gives the account of this connection its"
            + " rights: `ci@lab`, the account of this connection, is in LAB\\ops and would lose ",
        "--allow",
        "revoke");
    refused(
        play(ops.formatted("").replace("role: Admin", "role: maker")),
        65,
        "`ci@lab`, the account of this connection, is in LAB\\ops and would lose ",
        "--allow",
        "revoke");
  }

  @Test
  void aRoleThatItHasByAGroupKeepsItsPrivileges() {
    String sections =
        """
        roles: {mine: {privileges: [%s], exclusive: true}}
        permissions: {ops: {on: /DC0/vm/apps, principal: 'LAB\\ops', group: true, role: Admin}}
        folders: {apps: {path: /DC0/vm/apps}}
        """;
    provision.rewrite(rights(sections.formatted("Folder.Create, Folder.Delete")));
    Suite.converged(provision.apply());
    target.otherClient().rights().permit("/DC0", "LAB\\ci", "mine");

    refused(
        rights(sections.formatted("Folder.Create")),
        65,
        "`ci@lab`, the account of this connection, has this role and would lose Folder.Delete on"
            + " /DC0; make this change with another account");
  }

  @Test
  void whatGivesItItsRightsStaysWhenEverythingIsDestroyed() {
    String boss = "{own: {on: /DC0/vm/apps, principal: 'LAB\\boss', role: Admin}}";
    String sections = "folders: {apps: {path: /DC0/vm/apps}}\npermissions: " + boss;
    provision.rewrite(rights(sections));
    Suite.converged(provision.apply());
    provision.rewrite(rights(sections).replace("ci@lab", "boss@lab"));

    Provisioning.Ended kept = provision.run("destroy", "--yes", "--allow", "delete,revoke");

    assertThat(kept.exit()).as(kept.all()).isEqualTo(1);
    assertThat(kept.out())
        .contains(
            "/DC0/vm/apps permission of LAB\\boss: gives the account of this connection its rights:"
                + " `boss@lab`, the account of this connection, would lose Alarm.Acknowledge,"
                + " Alarm.Create and ")
        .contains("1 left that gives the account of this connection its rights");
    assertThat(target.otherClient().rights().permissions("/DC0/vm/apps"))
        .containsExactly("LAB\\boss Admin");
  }

  @Test
  void theRootFolderKeepsItsLastAdministrator() {
    target =
        new SimulatorTarget(
            LAB.replace("  - {on: /, principal: 'LAB\\ops', group: true, role: Admin}\n", ""));
    provision = new Provisioning(target, folder, play("{}"));
    String last =
        "{last: {on: /, principal: 'VSPHERE.LOCAL\\Administrators', group: true, role: %s,"
            + " adopt: true%s}}";
    String why = " the last administrator of the root folder";

    refused(play(last.formatted("ReadOnly", "")), 65, "`VSPHERE.LOCAL\\Administrators` is" + why);
    provision.rewrite(play(last.formatted("Admin", "")));
    Suite.converged(provision.apply());
    refused(
        play(last.formatted("Admin", ", state: absent")),
        1,
        "permission of VSPHERE.LOCAL\\administrators` cannot be deleted: it is" + why,
        "--allow",
        "revoke");
  }

  @Test
  void aNewPermissionThatTakesWhatAnAccountInheritsNeedsAWord() {
    String less = "{boss: {on: /DC0/vm/apps, principal: 'LAB\\boss', role: ReadOnly}}";
    String sections = "folders: {apps: {path: /DC0/vm/apps}}\n";
    provision.rewrite(rights(sections));
    Suite.converged(provision.apply());

    Provisioning.Ended refused =
        refused(
            rights(sections + "permissions: " + less),
            3,
            "the plan would revoke, because of permission.boss; --yes is not enough, allow it with"
                + " --allow revoke\n",
            "--yes");

    assertThat(refused.out())
        .contains(
            "takes Folder.Create, Folder.Delete from LAB\\boss, which has more by a permission"
                + " above /DC0/vm/apps");
    Suite.converged(provision.apply("--allow", "revoke"));
    assertThat(target.otherClient().rights().permissions("/DC0/vm/apps"))
        .containsExactly("LAB\\boss ReadOnly");
  }
}
