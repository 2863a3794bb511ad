package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shared image is made once, whatever happens while it is made. */
@OnServed
class ImageOnceTest extends Acceptance {
  private static final String IMAGES = "/DC0/vm/provision/images";

  private static final String PLAYBOOK =
      """
      name: NAME
      vcenter: VCENTER
      images:
        base: {source: disk.vmdk}
      flavors:
        small: {vcpus: 1, ram: 64 MiB, disk: 128 MiB}
      networks:
        private: {port_group: VM Network}
      instances:
        web: {count: 2, image: base, flavor: small, networks: {eth0: private}, power: off}
      """;

  private Provisioning environment(String name) throws Exception {
    Path in = Files.createDirectories(folder.resolve(name));
    StreamOptimizedFile.ofCapacity(64 << 20).write(in.resolve("disk.vmdk"));
    return new Provisioning(target, in, PLAYBOOK.replace("NAME", name));
  }

  /** The image, and the one copy of it with the flavor's disk. */
  private void isThereOnce(Provisioning... environments) {
    List<String> names = target.otherClient().in(IMAGES);
    assertThat(names).hasSize(2);
    assertThat(names).filteredOn(name -> name.matches("base-[0-9a-f]{12}")).hasSize(1);
    assertThat(names).filteredOn(name -> name.matches("base-[0-9a-f]{12}-128M")).hasSize(1);
    for (Provisioning each : environments) {
      Provisioning.Ended again = each.plan("--exit-code");
      assertThat(again.exit()).as(again.all()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HttpNfcLeaseProgress",
        "HttpNfcLeaseGetManifest",
        "HttpNfcLeaseComplete",
        "CreateSnapshot_Task",
        "MarkAsTemplate"
      })
  void aSessionThatIsLostOnTheWayMakesNoSecondOne(String method) throws Exception {
    target.needs(Target.Ability.BREAKS);
    Provisioning ci = environment("ci");
    target.callFails(method, "NotAuthenticated", 1);

    converged(ci.apply());

    assertThat(target.wentWrong()).isPositive();
    isThereOnce(ci);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ImportVApp", "HttpNfcLeaseComplete", "CloneVM_Task", "CreateFolder"})
  void aReplyThatIsLostMakesNoSecondOne(String method) throws Exception {
    target.needs(Target.Ability.BREAKS);
    Provisioning ci = environment("ci");
    target.replyIsLost(method, 1);

    converged(ci.apply());

    assertThat(target.wentWrong()).isPositive();
    isThereOnce(ci);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CreateSnapshot_Task", "CloneVM_Task"})
  void twoEnvironmentsAtOnceShareOne(String slow) throws Exception {
    Provisioning one = environment("one");
    Provisioning two = environment("two");
    if (!slow.isEmpty()) {
      target.slowTasks(slow, Duration.ofMillis(700));
    }

    CompletableFuture<Provisioning.Ended> other = CompletableFuture.supplyAsync(two::apply);
    Provisioning.Ended mine = one.apply();

    converged(mine);
    converged(other.join());
    isThereOnce(one, two);
    converged(one.run("destroy", "--yes"));
    converged(two.run("destroy", "--yes"));
  }

  /** Neither the abort nor the deletion got through, as when the run was killed. */
  @Test
  void oneThatADeadRunLeftIsTakenOverWhenNothingHappensToItAnyMore() throws Exception {
    target.needs(Target.Ability.BREAKS);
    Provisioning ci = environment("ci");
    for (String method : List.of("HttpNfcLeaseComplete", "HttpNfcLeaseAbort", "Destroy_Task")) {
      target.callFails(method, "NoPermission", 9);
    }
    assertThat(ci.apply().exit()).isEqualTo(1);
    target.allIsWell();
    // a session's leases end with it, but for vcsim's
    assertThat(target.otherClient().in(IMAGES)).hasSize(target.toString().equals("vcsim") ? 1 : 0);

    converged(ci.apply());

    isThereOnce(ci);
  }
}
