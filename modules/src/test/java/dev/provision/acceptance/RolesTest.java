package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Roles are made, changed, renamed, adopted and removed, and owned by the journal. */
class RolesTest extends Acceptance {
  private static final String ON = "VirtualMachine.Interact.PowerOn";
  private static final String OFF = "VirtualMachine.Interact.PowerOff";
  private static final String RESET = "VirtualMachine.Interact.Reset";
  private static final String HOME = "/provision/ci";

  private static String roles(String entries) {
    return play("roles:\n" + entries.indent(2));
  }

  private List<String> privileges(String role) {
    return target.otherClient().rights().role(role).orElse(null);
  }

  @Test
  void isMadeWithItsPrivilegesWhateverTheirCase() {
    Provisioning provision =
        provision(roles("operator: {privileges: [virtualmachine.interact.poweron, System.View]}"));

    Provisioning.Ended plan = provision.plan();
    target.resetCalls();
    provision.plan();
    assertThat(target.mutating()).isEmpty();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("  +  role.operator  operator: virtualmachine.interact.poweron\n");
    assertThat(privileges("operator")).containsExactly(ON);
    assertThat(target.otherClient().in(HOME))
        .containsExactly("role.operator on AuthorizationManager");
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");
  }

  @Test
  void privilegesAreAddedAndWhatSomebodyElseAddedStays() {
    Provisioning provision = provision(roles("operator: {privileges: [" + ON + "]}"));
    converged(provision.apply());
    provision.rewrite(roles("operator: {privileges: [" + OFF + "]}"));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps()).contains("privileges." + OFF + "  (absent) -> granted");
    assertThat(privileges("operator")).containsExactly(OFF, ON);
    nothingIsLeft(provision);
  }

  @Test
  void anExclusiveOneLosesTheOthersWhenThatIsAllowed() {
    Provisioning provision = provision(roles("operator: {privileges: [" + ON + ", " + OFF + "]}"));
    converged(provision.apply());
    provision.rewrite(roles("operator: {privileges: [" + OFF + "], exclusive: true}"));

    Provisioning.Ended refused = provision.apply("--yes");
    assertThat(refused.exit()).as(refused.all()).isNotZero();
    assertThat(refused.all()).contains("--allow revoke");
    assertThat(privileges("operator")).containsExactly(OFF, ON);
    converged(provision.apply("--allow", "revoke"));

    assertThat(privileges("operator")).containsExactly(OFF);
    nothingIsLeft(provision);
  }

  @Test
  void hasWhatAnotherRoleHasToo() {
    Provisioning provision =
        provision(
            roles(
                "operator: {privileges: ["
                    + RESET
                    + "], from: starter}\n"
                    + "starter: {privileges: ["
                    + ON
                    + "]}"));

    converged(provision.apply());

    assertThat(privileges("operator")).containsExactly(ON, RESET);
    nothingIsLeft(provision);
  }

  @Test
  void aPrivilegeThatTheServerDoesNotKnowIsRefusedByThePlan() {
    Provisioning provision =
        provision(roles("operator: {privileges: [VirtualMachine.Interact.PowrOn]}"));

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains(
            "this vCenter has no privilege `VirtualMachine.Interact.PowrOn`; did you mean `"
                + ON
                + "`?");
  }

  @Test
  void keepsItsIdentityWhenItsEntryIsRenamed() {
    Provisioning provision = provision(roles("operator: {privileges: [" + ON + "]}"));
    converged(provision.apply());
    provision.rewrite(
        roles("runner: {privileges: [" + ON + "], name: VM runner, formerly: operator}"));

    Provisioning.Ended plan = provision.plan();
    target.resetCalls();
    converged(provision.apply());

    assertThat(plan.steps()).contains("name  operator -> VM runner");
    assertThat(target.mutating())
        .containsKey("UpdateAuthorizationRole")
        .doesNotContainKeys("AddAuthorizationRole", "RemoveAuthorizationRole");
    assertThat(privileges("operator")).isNull();
    assertThat(privileges("VM runner")).containsExactly(ON);
    nothingIsLeft(provision);
    provision.rewrite(roles("runner: {privileges: [" + ON + "], name: VM runner}"));
    nothingIsLeft(provision);
  }

  @Test
  void anotherOnesIsLeftAloneUntilItIsAdoptedAndThenGivenBack() {
    target.otherClient().rights().makeRole("operator", ON);
    Provisioning provision = provision(roles("operator: {privileges: [" + OFF + "]}"));

    Provisioning.Ended refused = provision.apply();
    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err()).contains("`role operator` is there already and is not ours");
    provision.rewrite(roles("operator: {privileges: [" + OFF + "], adopt: true}"));
    converged(provision.apply());

    assertThat(privileges("operator")).containsExactly(OFF, ON);
    nothingIsLeft(provision);
    provision.rewrite(play(""));
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));
    assertThat(privileges("operator")).containsExactly(OFF, ON);
    assertThat(target.otherClient().in(HOME)).isEmpty();
  }

  @Test
  void aSystemRoleIsNeverChanged() {
    Provisioning provision =
        provision(roles("Admin: {privileges: [" + OFF + "], adopt: true, exclusive: true}"));

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err()).contains("`Admin` is a system role, which cannot be changed");
  }

  @Test
  void isNotRemovedWhileSomebodyHasIt() {
    Provisioning provision = provision(roles("operator: {privileges: [" + ON + "]}"));
    converged(provision.apply());
    target.otherClient().rights().permit("/DC0", "LAB\\bob", "operator");
    provision.rewrite(play(""));

    Provisioning.Ended orphan = provision.apply("--prune", "--yes", "--allow", "delete");
    assertThat(orphan.all()).contains("is still in use: LAB\\bob");
    provision.rewrite(roles("operator: {state: absent}"));
    Provisioning.Ended refused = provision.apply("--yes", "--allow", "delete");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.all()).contains("it is still in use: LAB\\bob");
    assertThat(privileges("operator")).containsExactly(ON);
  }

  @Test
  void destroyTakesItAndItsHome() {
    Provisioning provision = provision(roles("operator: {privileges: [" + ON + "]}"));
    converged(provision.apply());

    Provisioning.Ended unnamed = provision.run("destroy", "--yes");
    assertThat(unnamed.exit()).as(unnamed.all()).isNotZero();
    converged(provision.run("destroy", "--yes", "--allow", "delete"));

    assertThat(privileges("operator")).isNull();
    assertThat(target.otherClient().in("/provision")).isEmpty();
  }
}
