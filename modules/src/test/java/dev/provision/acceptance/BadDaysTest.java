package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies get lost, tasks fail: apply converges or says what is left, and nothing is doubled. */
class BadDaysTest extends Acceptance {
  /** Makes every kind of thing that is written, and then some. */
  private static final String ALL =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {source: disk.vmdk}
      flavors:
        small: {vcpus: 1, ram: 64 MiB, cores_per_socket: 1, cpu_hot_add: true}
      networks:
        private: {port_group: VM Network}
      folders:
        shelf: {path: /DC0/vm/shelf}
      instances:
        web: {image: base, flavor: small, folder: shelf, annotation: A, networks: {eth0: private}}
      """;

  @Test
  void aReplyThatIsLostAfterTheCloneHappenedLeavesOneVm() {
    target.needs(BREAKS);
    target.replyIsLost("CloneVM_Task", 1);
    Provisioning provision = provision(many(3, ""));

    converged(provision.apply());

    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2", "web-3");
    assertThat(target.calls()).containsEntry("CloneVM_Task", 3);
    nothingIsLeft(provision);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateFolder",
        "ImportVApp",
        "HttpNfcLeaseComplete",
        "CreateSnapshot_Task",
        "MarkAsTemplate",
        "CloneVM_Task",
        "ReconfigVM_Task",
        "PowerOnVM_Task",
        "PowerOffVM_Task"
      })
  void aReplyThatIsLostOfAnyWriteEndsConverged(String method) throws Exception {
    target.needs(BREAKS);
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    Provisioning provision = provision(ALL);
    target.replyIsLost(method, 1);

    Provisioning.Ended first = provision.apply();

    converged(first);
    assertThat(target.wentWrong()).isEqualTo(isNeeded(method) ? 1 : 0);
    assertThat(target.otherClient().in("/DC0/vm/shelf")).containsExactly("web");
    assertThat(target.otherClient().in("/DC0/vm/provision/images")).hasSize(1);
    nothingIsLeft(provision);
  }

  /** A server that applies the whole clone spec gets no second call for it. */
  private boolean isNeeded(String method) {
    return !target.appliesWholeCloneSpec()
        || !List.of("ReconfigVM_Task", "PowerOnVM_Task", "PowerOffVM_Task").contains(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Destroy_Task", "PowerOffVM_Task", "UnregisterAndDestroy_Task"})
  void aReplyThatIsLostWhileDestroyingEndsWithNothing(String method) {
    target.needs(BREAKS);
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.replyIsLost(method, 1);

    converged(provision.run("destroy", "--yes"));

    assertThat(target.wentWrong()).isEqualTo(1);
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
  }

  @Test
  void aCloneThatFailsForOneOfTenLeavesNineAndTheNextApplyMakesTheOne() {
    target.needs(BREAKS);
    target.taskFails("CloneVM_Task", "web-4", "InsufficientResourcesFault");
    Provisioning provision =
        provision(
            many(10, "")
                + """
                  front: {image: base, flavor: small, networks: {}, needs: [instances.web-4]}
                  other: {image: base, flavor: small, networks: {}, needs: [instances.web-5]}
                """);

    Provisioning.Ended failed = provision.apply();

    assertThat(failed.exit()).as(failed.all()).isEqualTo(1);
    assertThat(failed.out())
        .contains("instance.web-4: failed: could not create instance `/DC0/vm/ci/web-4`")
        .contains("instance.front: skipped: ")
        .contains("11 created, 1 failed, 1 skipped");
    assertThat(target.otherClient().in("/DC0/vm/ci"))
        .hasSize(10)
        .contains("other")
        .doesNotContain("web-4", "front");

    target.allIsWell();
    target.resetCalls();
    converged(provision.apply());
    assertThat(target.calls()).containsEntry("CloneVM_Task", 2);
    assertThat(target.otherClient().in("/DC0/vm/ci")).hasSize(12).contains("web-4", "front");
    nothingIsLeft(provision);
  }

  @Test
  void failFastBeginsNothingAfterTheFirstFailure() {
    target.needs(BREAKS);
    target.taskFails("CloneVM_Task", "web-1", "InsufficientResourcesFault");
    Provisioning provision = provision(many(5, ""));

    Provisioning.Ended failed = provision.apply("--fail-fast", "--parallelism", "1");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(target.calls()).containsEntry("CloneVM_Task", 1);
    assertThat(failed.out()).contains("web-5: skipped");
    target.allIsWell();
    converged(provision.apply());
    assertThat(target.otherClient().in("/DC0/vm/ci")).hasSize(5);
  }

  @Test
  void whatIsTransientIsTriedAgain() {
    target.needs(BREAKS);
    target.callFails("CloneVM_Task", "TaskInProgress", 2);
    Provisioning provision = provision(plain());

    Provisioning.Ended ended = converged(provision.apply());

    assertThat(ended.out()).contains("instance.web: trying again");
    assertThat(target.calls()).containsEntry("CloneVM_Task", 3);
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web");
    nothingIsLeft(provision);
  }

  @Test
  void whatIsForbiddenIsNotTriedAgainAndNamesThePrivilege() {
    target.needs(BREAKS);
    target.callFails("CloneVM_Task", "NoPermission", 100);
    Provisioning provision = provision(plain());

    Provisioning.Ended ended = provision.apply();

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out())
        .containsPattern(
            "could not create instance `/DC0/vm/ci/web` on \\S+, /DC0/host/DC0_C0: the account (has"
                + " no permission; vCenter did not say which privilege|lacks the privilege"
                + " System.Modify on `/DC0/vm/DC0_C0_RP0_VM0`), at site\\.yml:11:3; ");
    assertThat(target.calls()).containsEntry("CloneVM_Task", 1);
  }

  @ParameterizedTest
  @CsvSource({
    "CreateFolder, NotSupported, folder, /DC0/vm/ci, 11:3",
    "CloneVM_Task, InvalidState, instance, /DC0/vm/ci/web, 11:3",
    "CloneVM_Task, DuplicateName, instance, /DC0/vm/ci/web, 11:3",
    "CloneVM_Task, InsufficientResourcesFault, instance, /DC0/vm/ci/web, 11:3"
  })
  void aRefusalIsToldWithVerbKindPathAndLine(
      String method, String fault, String kind, String path, String line) {
    target.needs(BREAKS);
    target.callFails(method, fault, 100);
    Provisioning provision = provision(plain());

    Provisioning.Ended ended = provision.apply("--no-lease");

    assertThat(ended.exit()).as(ended.all()).isEqualTo(1);
    assertThat(ended.out())
        .containsPattern(
            "could not create %s `%s` on \\S+, /DC0/host/DC0_C0: .*%s.*, at site\\.yml:%s"
                .formatted(kind, path, fault, line));
  }

  @Test
  void aLeaseThatIsRefusedIsToldWithTheLineOfTheConnectionAndAWayOn() {
    target.needs(BREAKS);
    target.callFails("CreateFolder", "NotSupported", 100);

    Provisioning.Ended ended = provision(plain()).apply();

    assertThat(ended.exit()).as(ended.all()).isEqualTo(1);
    assertThat(ended.err())
        .containsPattern(
            "error: could not take the lease of `ci`: .*NotSupported.*, at site\\.yml:2:1;"
                + " `--no-lease` goes on without one, and then nothing keeps another run from this"
                + " environment\n");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void oneAtATimeGoesInTheSameOrderEveryTime() {
    Provisioning provision =
        provision(
            play(
                """
                flavors:
                  small: {vcpus: 1, ram: 64 MiB}
                instances:
                  app: {image: base, flavor: small, networks: {}, needs: [instances.db]}
                  db: {image: base, flavor: small, networks: {}}
                  cache: {image: base, flavor: small, networks: {}}
                """));

    List<String> events =
        converged(provision.apply("--parallelism", "1"))
            .out()
            .lines()
            .filter(line -> line.matches("(instance|folder)\\.\\S+: creat.*"))
            .map(line -> line.replaceAll(" \\(.*", ""))
            .toList();

    assertThat(events)
        .containsExactly(
            "folder.ci: creating",
            "folder.ci: created",
            "instance.db: creating",
            "instance.db: created",
            "instance.app: creating",
            "instance.app: created",
            "instance.cache: creating",
            "instance.cache: created");
  }

  @Test
  void aTargetIsMadeWithWhatItNeedsAndNothingElse() {
    Provisioning provision = provision(many(3, ""));

    converged(provision.apply("--target", "instance.web-2"));

    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-2");
    converged(provision.apply());
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2", "web-3");
  }
}
