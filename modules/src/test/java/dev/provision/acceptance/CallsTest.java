package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.COUNTS_CALLS;
import static dev.provision.acceptance.Target.Ability.CROWD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run costs, counted at the server. */
@OnServed
class CallsTest extends Acceptance {
  @BeforeEach
  void counts() {
    target.needs(COUNTS_CALLS);
  }

  @Test
  void planningEveryKindWritesNothing() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    Provisioning provision =
        provision(
            """
            name: ci
            vcenter: VCENTER
            images:
              made: {source: disk.vmdk}
              there: {template: /DC0/vm/DC0_C0_RP0_VM0}
            flavors:
              small: {vcpus: 1, ram: 64 MiB}
            networks:
              private: {port_group: VM Network}
            folders:
              shelf: {path: /DC0/vm/shelf}
            instances:
              web: {image: made, flavor: small, networks: {eth0: private}}
              db: {image: there, flavor: small, networks: {eth0: private}, folder: shelf}
            """);

    converged(provision.plan());
    assertThat(target.mutating()).isEmpty();
    converged(provision.apply());
    target.resetCalls();
    converged(provision.plan());
    converged(provision.plan("--prune"));
    converged(provision.run("list"));
    converged(provision.run("show", "instance.web"));
    target.otherClient().delete("/DC0/vm/shelf/db");
    converged(provision.plan("--prune", "--replace", "instance.web"));
    assertThat(target.mutating()).isEmpty();
    assertThat(target.calls()).isNotEmpty();
  }

  @Test
  void aPlanCostsTheSameInALargeInventoryButForPages() {
    target.needs(CROWD);
    Map<String, Integer> small = callsOfAPlan(10);
    Map<String, Integer> large = callsOfAPlan(1000);

    System.out.println("calls of a plan beside 10 machines: " + small + ", 1000: " + large);
    Integer pages = large.remove("ContinueRetrievePropertiesEx");
    small.remove("ContinueRetrievePropertiesEx");
    assertThat(large).isEqualTo(small);
    assertThat(pages == null ? 0 : pages).isLessThanOrEqualTo(10);
  }

  private Map<String, Integer> callsOfAPlan(int machines) {
    target.close();
    target = place.start(machines);
    Provisioning provision = provision(many(3, ""));
    target.resetCalls();
    converged(provision.plan());
    return new TreeMap<>(target.calls());
  }

  @Test
  void aNewInstanceIsOneCall() {
    Provisioning provision = provision(many(1, ""));
    converged(provision.apply());
    target.resetCalls();
    provision.rewrite(many(2, ""));

    converged(provision.apply());

    assertThat(target.mutating()).isEqualTo(Map.of("CloneVM_Task", 1));
  }

  @Test
  void whatTheServerDropsIsSetByOneReconfigure() {
    Provisioning provision = provision(many(1, ""));
    converged(provision.apply());
    target.resetCalls();
    provision.rewrite(
        one(
            "vcpus: 2, ram: 64 MiB, cores_per_socket: 2, disk: 20 GiB",
            "annotation: front, power: off, networks: {eth0: private, eth1: back}"));

    converged(provision.apply());

    assertThat(target.mutating())
        .isEqualTo(
            target.appliesWholeCloneSpec()
                ? Map.of("CloneVM_Task", 1)
                : Map.of("CloneVM_Task", 1, "ReconfigVM_Task", 1));
    nothingIsLeft(provision);
  }

  @Test
  void aHundredInstancesAreAHundredClonesAndOneLongPollAtATime() {
    Provisioning provision = provision(many(100, ""));

    converged(provision.apply());

    Map<String, Integer> calls = target.calls();
    System.out.println(target + ": calls of 100 instances: " + calls);
    assertThat(calls).containsEntry("CloneVM_Task", 100).containsEntry("Login", 1);
    assertThat(calls).containsEntry("Logout", 1);
    assertThat(target.atOnce("WaitForUpdatesEx")).isEqualTo(1);
    int reads =
        calls.getOrDefault("RetrievePropertiesEx", 0)
            + calls.getOrDefault("ContinueRetrievePropertiesEx", 0);
    assertThat(reads).as("reads of properties, shared by steps that end together").isLessThan(120);
    nothingIsLeft(provision);
    System.out.println(target + ": calls of planning them again: " + target.calls());
    assertThat(target.calls().values().stream().mapToInt(Integer::intValue).sum()).isLessThan(40);
  }
}
