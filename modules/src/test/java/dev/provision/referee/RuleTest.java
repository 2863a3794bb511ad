package dev.provision.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsReferee
class RuleTest {
  private static final String VM = "/DC0/vm/DC0_H0_VM0";
  private static Referee referee;

  @BeforeAll
  static void start() {
    referee = Referee.start();
  }

  @AfterAll
  static void stop() {
    referee.close();
  }

  @BeforeEach
  void forget() {
    referee.resetFaults();
    referee.resetCalls();
  }

  @Test
  void failsBeforeTheEffect() {
    referee.fault(
        Rule.on("CreateFolder")
            .fault("NoPermission")
            .field("privilegeId", "Folder.Create")
            .message("Permission to perform this operation was denied."));

    Referee.Ended ended = referee.tryGovc("folder.create", "/DC0/vm/before");

    assertThat(ended.err()).contains("Permission to perform this operation was denied.");
    assertThat(referee.govc("ls", "/DC0/vm")).doesNotContain("before");
    assertThat(referee.log())
        .filteredOn(call -> call.method().equals("CreateFolder"))
        .singleElement()
        .satisfies(call -> assertThat(call.outcome()).isEqualTo("NoPermission before"))
        .satisfies(call -> assertThat(call.object()).startsWith("Folder:"));
  }

  @Test
  void failsAfterTheEffect() {
    referee.fault(Rule.on("CreateFolder").fault("TaskInProgress").after());

    Referee.Ended ended = referee.tryGovc("folder.create", "/DC0/vm/after");

    assertThat(ended.exit()).isNotZero();
    assertThat(referee.govc("ls", "/DC0/vm")).contains("/DC0/vm/after\n");
  }

  @Test
  void cutsTheNthReplyAfterTheEffect() {
    referee.fault(Rule.on("CreateFolder").nth(2).cut().after());

    referee.govc("folder.create", "/DC0/vm/cut-1");
    Referee.Ended second = referee.tryGovc("folder.create", "/DC0/vm/cut-2");
    referee.govc("folder.create", "/DC0/vm/cut-3");

    assertThat(second.err()).contains("EOF");
    assertThat(referee.govc("ls", "/DC0/vm")).contains("/cut-1\n", "/cut-2\n", "/cut-3\n");
    assertThat(referee.fired()).containsExactly(1);
  }

  @Test
  void cutsBeforeTheEffect() {
    referee.fault(Rule.on("CreateFolder").cut());

    Referee.Ended ended = referee.tryGovc("folder.create", "/DC0/vm/never");

    assertThat(ended.err()).contains("EOF");
    assertThat(referee.govc("ls", "/DC0/vm")).doesNotContain("never");
  }

  @Test
  void failsTheTaskOfTheCallThatMatches() {
    referee.fault(
        Rule.on("CloneVM_Task")
            .match("<name>task-2</name>")
            .taskFails("InsufficientResourcesFault")
            .message("no room left"));

    assertThat(clone("task-1").exit()).isZero();
    assertThat(clone("task-2").err()).contains("no room left");
    assertThat(referee.govc("ls", "/DC0/vm")).contains("/task-1\n").doesNotContain("/task-2\n");
  }

  @Test
  void failsATaskWhoseEffectStays() {
    referee.fault(Rule.on("CloneVM_Task").taskFails("Timedout").after());

    assertThat(clone("stays").exit()).isNotZero();
    assertThat(referee.govc("ls", "/DC0/vm")).contains("/stays\n");
  }

  @Test
  void cutsAnUpload(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("disk.bin"), "x".repeat(100_000));
    referee.fault(Rule.on("PUT /folder").nth(1).cut());

    Referee.Ended first =
        referee.tryGovc("datastore.upload", "-ds", "LocalDS_0", file.toString(), "cut.bin");

    assertThat(first.exit()).isNotZero();
    assertThat(referee.uploads()).isEmpty();
    referee.govc("datastore.upload", "-ds", "LocalDS_0", file.toString(), "cut.bin");
    assertThat(referee.uploads()).extracting(Referee.Upload::bytes).containsExactly(100_000L);
  }

  @Test
  void findsAnObjectByItsName() {
    referee.fault(Rule.on("PowerOffVM_Task").object("DC0_H0_VM0").fault("InvalidState"));

    assertThat(referee.tryGovc("vm.power", "-off", VM).exit()).isNotZero();
    assertThat(referee.govc("vm.power", "-off", "/DC0/vm/DC0_H0_VM1")).contains("OK");
  }

  @Test
  void sendsAPageInsteadOfAReply() {
    referee.fault(Rule.on("Login").status(503));

    assertThat(referee.tryGovc("ls").err()).contains("503 Service Unavailable");
  }

  @Test
  void delaysACall() {
    referee.fault(Rule.on("RetrieveServiceContent").delay(Duration.ofMillis(300)));

    referee.govc("about");

    assertThat(referee.log())
        .filteredOn(call -> call.method().equals("RetrieveServiceContent"))
        .singleElement()
        .satisfies(call -> assertThat(call.millis()).isGreaterThanOrEqualTo(300))
        .satisfies(call -> assertThat(call.outcome()).isEqualTo("ok"));
  }

  @Test
  void refusesARuleThatCouldNeverAct() {
    assertThatThrownBy(() -> referee.fault(Rule.on("CloneVM_Task").fault("NoSuchFault")))
        .hasMessageEndingWith("vim25 has no type `NoSuchFault`");
    assertThatThrownBy(() -> referee.fault(Rule.on("CloneVM_Task").nth(2)))
        .hasMessageContaining("the rule for CloneVM_Task does nothing");
  }

  private static Referee.Ended clone(String name) {
    return referee.tryGovc("vm.clone", "-pool", "DC0_C0/Resources", "-vm", VM, "-on=false", name);
  }
}
