package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account of the connection keeps its rights; a simulator lets it have a name. */
class OwnPermissionTest {
  @TempDir Path folder;
  private final SimulatorTarget target = new SimulatorTarget(0);

  private Provisioning as(String user, String permissions) {
    return new Provisioning(
        target,
        folder,
        Suite.play("permissions: {own: {on: /DC0, principal: 'LAB\\ci', " + permissions + "}}\n")
            .replace(
                "VCENTER",
                target.vcenter().replaceFirst("}$", ", username: " + user + ", password: x}")));
  }

  @Test
  void aPlanThatTakesRightsFromItIsRefused() {
    Provisioning.Ended less = as("CI@lab", "role: ReadOnly").plan();

    String why =
        "`LAB\\ci` is the account of this connection, which must not lose rights by its own hand";
    assertThat(less.exit()).isEqualTo(65);
    assertThat(less.err()).contains(why);
    assertThat(as("CI@lab", "role: Admin").plan().exit()).isZero();
  }

  @Test
  void itsPermissionIsNotRemoved() {
    Suite.converged(as("other@lab", "role: Admin").apply());

    Provisioning.Ended absent =
        as("CI@lab", "role: Admin, state: absent").apply("--yes", "--allow", "revoke");
    Provisioning.Ended destroyed =
        as("ci@lab", "role: Admin").run("destroy", "--yes", "--allow", "revoke");

    assertThat(absent.exit()).as(absent.all()).isNotZero();
    assertThat(absent.all()).contains("the account of this run, which must not lose it");
    assertThat(destroyed.exit()).as(destroyed.all()).isNotZero();
    assertThat(destroyed.all()).contains("the account of this run, which must not lose it");
    assertThat(target.otherClient().rights().permissions("/DC0")).contains("LAB\\ci Admin");
  }
}
