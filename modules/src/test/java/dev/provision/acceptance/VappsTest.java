package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** vApps that a playbook makes, with an instance in one, in one apply. */
class VappsTest extends Acceptance {
  private static final String SHOP = "/DC0/host/DC0_C0/Resources/gold/shop";

  private static String site(String shop) {
    return play(
        """
        resource_pools:
          gold: {}
        vapps:
          shop: {parent: gold, %s}
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        instances:
          web: {image: base, flavor: small, networks: {}, vapp: shop, power: off}
        """
            .formatted(shop));
  }

  @Test
  void itIsMadeWithItsInstanceAndTellsHowThatStarts() {
    Provisioning provision =
        provision(
            site(
                "cpu: {shares: high}, annotation: the shop, members: {web: {order: 1, start_delay:"
                    + " 30 s, wait_for_guest: true, stop: guest-shutdown}}"));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("+  vapp.shop  " + SHOP)
        .contains("vapp.shop.members")
        .contains("+  instance.web");
    nothingIsLeft(provision);
    provision.rewrite(
        site(
            "annotation: the old shop, members: {web: {order: 2, start: none, start_delay: 30"
                + " s}}"));
    Provisioning.Ended changed = provision.plan();
    converged(provision.apply());

    assertThat(changed.out().lines().map(line -> line.strip().replaceAll(" +", " ")).toList())
        .anyMatch(line -> line.startsWith("annotation the shop -> the old shop "))
        .anyMatch(line -> line.startsWith("members.web.order 1 -> 2 "))
        .anyMatch(line -> line.matches("members.web.start (power-on|\\(absent\\)) -> none .*"))
        .noneMatch(line -> line.startsWith("members.web.start_delay"))
        .noneMatch(line -> line.startsWith("members.web.stop"))
        .noneMatch(line -> line.startsWith("cpu."));
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    target.resetCalls();
    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void oneThatIsNoLongerDeclaredIsAnOrphanUntilItIsPruned() {
    Provisioning provision = provision(play("vapps: {a: {}}\n"));
    converged(provision.apply());
    provision.rewrite(play(""));

    Provisioning.Ended plan = provision.plan();
    provision.apply("--prune", "--yes");
    Provisioning.Ended still = provision.plan();
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));

    assertThat(plan.steps().lines().toList())
        .containsExactly(
            "  !  vapp.a  orphan: /DC0/host/DC0_C0/Resources/a is owned by ci and no longer"
                + " declared; --prune deletes it");
    assertThat(still.steps()).isEqualTo(plan.steps());
    assertThat(provision.plan().all()).contains("No changes.");
  }

  @Test
  void aReplyThatIsLostMakesNoVappTwice() {
    Provisioning provision = provision(play("vapps: {a: {annotation: one}}\n"));
    for (String call : List.of("CreateVApp", "SetField", "UpdateVAppConfig", "Rename_Task")) {
      target.replyIsLost(call, 1);
      provision.apply();
      target.allIsWell();
      converged(provision.apply());
      assertThat(provision.plan().all()).as(call).contains("No changes.");
      converged(provision.run("destroy", "--yes", "--allow", "delete"));
    }
  }
}
