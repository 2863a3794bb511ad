package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.COUNTS_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenVm;
import org.junit.jupiter.api.Test;

/** What belongs to an environment, and what leaves it. */
class OwnershipTest extends Acceptance {
  private static final String SHELL =
      """
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      vars: {with_cache: true}
      instances:
        web: {count: %d, image: base, flavor: small, networks: {}%s}
      """;

  @Test
  void whatIsNoLongerDeclaredIsAnOrphanUntilItIsPruned() {
    String line = "  db: {image: base, flavor: small, networks: {}}\n";
    String when = "  cache: {image: base, flavor: small, networks: {}, when: \"${with_cache}\"}\n";
    Provisioning provision = provision(play(SHELL.formatted(3, "") + line + when));
    converged(provision.apply());
    provision.rewrite(play(SHELL.formatted(2, "") + when));

    Provisioning.Ended plan = provision.plan("-e", "with_cache=false");
    converged(provision.apply("-e", "with_cache=false"));
    assertThat(target.otherClient().in("/DC0/vm/ci")).hasSize(5);
    Provisioning.Ended refused = provision.apply("-e", "with_cache=false", "--prune");
    converged(provision.apply("-e", "with_cache=false", "--prune", "--allow", "delete"));

    assertThat(plan.steps())
        .isEqualTo(
            """
              !  instance.cache  orphan: /DC0/vm/ci/cache is owned by ci and no longer declared; --prune deletes it
              !  instance.db  orphan: /DC0/vm/ci/db is owned by ci and no longer declared; --prune deletes it
              !  instance.web-3  orphan: /DC0/vm/ci/web-3 is owned by ci and no longer declared; --prune deletes it
            """);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2");
  }

  @Test
  void whatIsProtectedOutlivesItsLineAndDestroy() {
    Provisioning provision = provision(play(SHELL.formatted(2, "")));
    provision.rewrite(
        play(
            SHELL.formatted(1, "")
                + "  db: {image: base, flavor: small, networks: {}, protect: true}\n"));
    converged(provision.apply());
    provision.rewrite(play(SHELL.formatted(1, "")));

    Provisioning.Ended pruned = provision.apply("--prune", "--yes");
    Provisioning.Ended destroyed = provision.run("destroy", "--yes");

    assertThat(pruned.exit()).as(pruned.all()).isZero();
    assertThat(pruned.out()).contains("!   instance.db").contains("protected");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("db");
  }

  @Test
  void anAdoptedVmAndFolderAreConvergedAndGivenBack() {
    target.otherClient().folder("/DC0/vm/old");
    target.otherClient().copy("/DC0/vm/DC0_C0_RP0_VM1", "web");
    target.otherClient().move("/DC0/vm/web", "/DC0/vm/old");
    SeenVm before = target.otherClient().vm("/DC0/vm/old/web");
    String identity = target.otherClient().identity("/DC0/vm/old/web");
    String playbook =
        """
        folders:
          old: {path: /DC0/vm/old, adopt: true}
        flavors:
          small: {vcpus: 2, ram: 64 MiB}
        instances:
          web: {image: base, flavor: small, networks: {}, folder: old, adopt: true, power: off}
        """;
    Provisioning provision = provision(play(playbook));

    converged(provision.apply("--yes"));
    SeenVm adopted = target.otherClient().vm("/DC0/vm/old/web");
    nothingIsLeft(provision);
    Provisioning.Ended destroyed = converged(provision.run("destroy", "--yes"));

    assertThat(adopted.cpus()).isEqualTo(2);
    assertThat(adopted.instanceUuid()).isEqualTo(before.instanceUuid());
    assertThat(adopted.extraConfig()).containsEntry("provision.address", "instance.web");
    assertThat(destroyed.out()).contains("given back, not deleted: /DC0/vm/old/web");
    SeenVm after = target.otherClient().vm("/DC0/vm/old/web");
    assertThat(target.otherClient().identity("/DC0/vm/old/web")).isEqualTo(identity);
    assertThat(after.nics()).isEqualTo(before.nics());
    assertThat(after.extraConfig().keySet()).noneMatch(key -> key.startsWith("provision."));
  }

  @Test
  void aNewNameIsARenameAndNotANewVm() {
    Provisioning provision =
        provision(one("vcpus: 1, ram: 64 MiB", "networks: {}").replace("  web:", "  old:"));
    converged(provision.apply());
    String identity = target.otherClient().identity("/DC0/vm/ci/old");
    provision.rewrite(one("vcpus: 1, ram: 64 MiB", "networks: {}, formerly: old"));

    assertThat(provision.plan().steps())
        .isEqualTo(
            """
              ~  instance.web  changed in place
                    meta_data  77 characters, sha256 461a16e5 -> 77 characters, sha256 c42f53b1  site.yml:11:3
                    name  old -> web  site.yml:11:3
                    marks  provision.address=instance.old -> provision.address=instance.web  site.yml:11:3
            """);
    converged(provision.apply("--yes"));

    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web");
    assertThat(target.otherClient().identity("/DC0/vm/ci/web")).isEqualTo(identity);
    nothingIsLeft(provision);
    provision.rewrite(one("vcpus: 1, ram: 64 MiB", "networks: {}"));
    nothingIsLeft(provision);
  }

  @Test
  void destroyLeavesNothingOfOursAndAllOfOthers() throws Exception {
    dev.provision.modules.images.StreamOptimizedFile.ofCapacity(64 << 20)
        .write(folder.resolve("disk.vmdk"));
    var before = target.otherClient().in("/DC0/vm");
    Provisioning provision =
        provision(
            """
            name: ci
            vcenter: VCENTER
            images:
              base: {source: disk.vmdk}
            flavors:
              small: {vcpus: 1, ram: 64 MiB}
            folders:
              shelf: {path: /DC0/vm/shelf}
            instances:
              web: {image: base, flavor: small, networks: {}}
              db: {image: base, flavor: small, networks: {}, folder: shelf}
            """);
    converged(provision.apply());

    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    if (target.whyNot(COUNTS_CALLS) == null) {
      target.resetCalls();
    }
    Provisioning.Ended again = converged(provision.run("destroy", "--yes"));

    var left = new java.util.ArrayList<>(target.otherClient().in("/DC0/vm"));
    left.remove("provision");
    assertThat(left).isEqualTo(before);
    assertThat(target.otherClient().in("/DC0/vm/provision/images")).hasSize(1);
    assertThat(again.out()).contains("No changes.");
    if (target.whyNot(COUNTS_CALLS) == null) {
      assertThat(target.mutating()).isEmpty();
    }
  }
}
