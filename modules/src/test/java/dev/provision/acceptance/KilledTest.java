package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.OUTLIVES_US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed at any instant, the next apply finishes the work, with nothing doubled or lost. */
class KilledTest extends Acceptance {
  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {source: disk.vmdk}
      flavors:
        small: {vcpus: 1, ram: 64 MiB, cpu_hot_add: true}
      networks:
        private: {port_group: VM Network}
      instances:
        web: {count: 3, image: base, flavor: small, networks: {eth0: private}}
      """;

  /** The effect of the call has happened and its reply is still to come. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateFolder",
        "SetField",
        "ImportVApp",
        "HttpNfcLeaseComplete",
        "CreateSnapshot_Task",
        "MarkAsTemplate",
        "CloneVM_Task",
        "PowerOnVM_Task"
      })
  void theNextApplyFinishesAfterAKillBetweenEffectAndReply(String method) throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    Provisioning provision = provision(PLAYBOOK);
    target.replyIsLate(method, Duration.ofSeconds(1));
    kill(provision, method);

    target.allIsWell();
    finishes(provision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CloneVM_Task", "CreateSnapshot_Task"})
  void theNextApplyDoublesNoTaskThatStillRuns(String method) throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    Provisioning provision = provision(PLAYBOOK);
    target.slowTasks(method, Duration.ofSeconds(2));
    kill(provision, method);

    finishes(provision);
  }

  private void kill(Provisioning provision, String method) throws Exception {
    try (Child child = Child.run(provision, folder, "apply")) {
      child.until(() -> target.calls().containsKey(method)).signal("KILL");
      assertThat(child.ended()).isEqualTo(128 + 9);
    }
  }

  private void finishes(Provisioning provision) {
    converged(provision.apply("--yes"));
    OtherClient client = target.otherClient();
    assertThat(client.in("/DC0/vm/ci")).containsExactly("web-1", "web-2", "web-3");
    assertThat(client.in("/DC0/vm/provision/images")).hasSize(1);
    assertThat(client.in("/DC0/vm"))
        .filteredOn(name -> !name.startsWith("DC0_"))
        .containsExactly("ci", "provision");
    assertThat(provision.plan().out()).contains("5 unchanged").doesNotContain("orphan");
    nothingIsLeft(provision);
  }
}
