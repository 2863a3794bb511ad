package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Rules of another owner: what they read of a vCenter, and that they refuse before a write. */
class PlanRulesTest extends Acceptance {
  private static String shop(String name, int count, int mib) {
    return play("""
            flavors:
              small: {vcpus: 2, ram: %d MiB}
            volumes:
              data: {size: 3 GiB}
            instances:
              web: {count: %d, image: base, flavor: small, networks: {eth0: private}, power: off}
            """
            .formatted(mib, count))
        .replace("name: ci", "name: " + name + "\nproject: shop");
  }

  private Path rules(String text) throws IOException {
    return Files.writeString(folder.resolve("rules.yml"), text);
  }

  @Test
  void countsWhatAllEnvironmentsOfTheProjectHave() throws IOException {
    Path rules =
        rules(
            """
            totals:
              condition: ${totals.machines <= 3}
              message: ${project} has ${totals.machines} machines, ${totals.vcpus} vCPUs, ${totals.memory_mib} MiB
            """);
    converged(
        new Provisioning(
                target, Files.createDirectory(folder.resolve("other")), shop("ci-other", 1, 32))
            .apply());
    converged(
        new Provisioning(
                target,
                Files.createDirectory(folder.resolve("foreign")),
                shop("ci-else", 1, 32).replace("project: shop", "project: bank"))
            .apply());
    Provisioning provision = provision(shop("ci-main", 2, 64));
    converged(provision.apply("--rules", rules.toString()));
    provision.rewrite(shop("ci-main", 3, 64));
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      target.resetCalls();
    }

    Provisioning.Ended refused = provision.apply("--rules", rules.toString());

    assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
    assertThat(refused.err())
        .contains("rule `totals` refuses this plan: shop has 4 machines, 8 vCPUs, 224 MiB\n")
        .contains("rules.yml:1:1: error:");
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      assertThat(target.mutating()).isEmpty();
    }
  }

  @Test
  void readsDeclaredFieldsSizesAndDisruptions() throws IOException {
    Path rules =
        rules(
            """
            network:
              each: instance
              condition: ${each.declared.networks.eth0.network == "private"}
              message: it is on ${each.declared.networks.eth0.network}
            size:
              each: [instance, volume]
              condition: ${each.action == "delete" || each.size.vcpus == 2 && each.size.memory_mib == 64 || each.size.disk_gib == 3}
              message: it has ${each.size.vcpus}, ${each.size.memory_mib}, ${each.size.disk_gib}
            stays:
              condition: ${disruptions.delete == 0}
              message: ${disruptions.delete} deletions
            """);
    Provisioning provision = provision(shop("ci-main", 1, 64));
    converged(provision.apply("--rules", rules.toString()));
    provision.rewrite(
        shop("ci-main", 1, 64)
            .replace("eth0: private", "eth0: back")
            .replaceFirst("volumes:\n  data: .*\n", ""));

    Provisioning.Ended refused = provision.apply("--rules", rules.toString(), "--prune", "--yes");

    assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
    assertThat(refused.err())
        .contains("rule `network` refuses `instance.web-1`: it is on back")
        .contains("rule `stays` refuses this plan: 1 deletions")
        .doesNotContain("rule `size`");
  }
}
