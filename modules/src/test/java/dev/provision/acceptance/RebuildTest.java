package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An instance is made again of another image: the same one by identity, MACs and address. */
class RebuildTest extends Acceptance {
  private static final String VM = "/DC0/vm/ci/web";

  private static String of(String image, String more) {
    return one("vcpus: 1, ram: 64 MiB", "networks: {eth0: private}" + more)
        .replace("/DC0/vm/DC0_C0_RP0_VM0", "/DC0/vm/" + image);
  }

  @Test
  void anotherImageIsReportedAndMadeWhereThatIsAskedFor() {
    Provisioning provision = provision(of("DC0_C0_RP0_VM0", ""));
    converged(provision.apply());
    OtherClient.SeenVm before = target.otherClient().vm(VM);
    String identity = target.otherClient().identity(VM);

    provision.rewrite(of("DC0_C0_RP0_VM1", ""));
    Provisioning.Ended plan = provision.plan("--exit-code");
    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out())
        .contains("note: image `base` is ")
        .contains("on_image_change is report: --replace instance.web makes it of the new one");
    assertThat(provision.apply("--replace", "instance.web").exit()).isEqualTo(3);
    converged(provision.apply("--replace", "instance.web", "--allow", "replace"));

    OtherClient.SeenVm after = target.otherClient().vm(VM);
    assertThat(target.otherClient().identity(VM)).isNotEqualTo(identity);
    assertThat(after.instanceUuid()).isEqualTo(before.instanceUuid());
    assertThat(after.nics()).isEqualTo(before.nics());
    assertThat(after.extraConfig().get("provision.image"))
        .isNotEqualTo(before.extraConfig().get("provision.image"));
    nothingIsLeft(provision);
  }

  @Test
  void whatWasCutBetweenDeletingAndMakingIsFinishedByTheNextApply() {
    target.needs(BREAKS);
    Provisioning provision = provision(of("DC0_C0_RP0_VM0", ", on_image_change: replace"));
    converged(provision.apply());
    OtherClient.SeenVm before = target.otherClient().vm(VM);
    provision.rewrite(of("DC0_C0_RP0_VM1", ", on_image_change: replace"));
    assertThat(provision.plan().steps())
        .contains("±  instance.web  deleted and made again: small, eth0=private");
    target.callFails("CloneVM_Task", "NoPermission", 1);

    assertThat(provision.apply("--yes").exit()).isEqualTo(1);
    assertThat(target.otherClient().in("/DC0/vm/ci")).isEqualTo(List.of());
    target.allIsWell();
    converged(provision.apply());

    assertThat(target.otherClient().vm(VM).instanceUuid()).isEqualTo(before.instanceUuid());
    assertThat(target.otherClient().vm(VM).nics()).isEqualTo(before.nics());
    nothingIsLeft(provision);
  }
}
