package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run changed stands in the server's events, where another client reads it. */
class ChangeRecordTest extends Acceptance {
  private List<String> logged() {
    return target.otherClient().logged("/DC0");
  }

  /** The newest, without what differs from machine to machine. */
  private String last() {
    List<String> all = logged();
    return all.get(all.size() - 1)
        .replace(folder + "/", "")
        .replaceAll("run [0-9a-f]{8}", "run RUN")
        .replaceAll("\\([^ ()]+@[^ ()]+\\)", "(USER@HOST)")
        .replaceAll("by [^ @(]+@[^ ,\n]+", "by USER@HOST");
  }

  @Test
  void anApplyThatChangesSomethingLeavesOneEventAndTheNextOneNone() throws Exception {
    Provisioning provision =
        provision(plain())
            .with("CI_JOB_URL", "https://ci.lab.local/jobs/7")
            .with("CI_COMMIT_SHA", "8c1f02d")
            .with("GITLAB_USER_LOGIN", "anna");
    Path report = folder.resolve("report.json");
    converged(provision.apply("--report", report.toString()));

    assertThat(logged()).hasSize(1);
    assertThat(last())
        .isEqualTo(
            """
            provision apply of `ci`, run RUN:
            2 created; by anna (USER@HOST), job https://ci.lab.local/jobs/7, commit 8c1f02d
            folder.ci created: /DC0/vm/ci (site.yml:11:3)
            instance.web created: /DC0/vm/ci/web (site.yml:11:3)""");
    JsonObject json = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertThat(json.get("exit").getAsInt()).isZero();
    assertThat(json.getAsJsonObject("by").get("person").getAsString()).isEqualTo("anna");
    assertThat(json.getAsJsonObject("by").get("account").getAsString()).isNotEmpty();
    assertThat(json.getAsJsonArray("changed").get(1).getAsJsonObject().get("path").getAsString())
        .isEqualTo("/DC0/vm/ci/web");

    nothingIsLeft(provision);
    assertThat(logged()).hasSize(1);
  }

  @Test
  void theEventNamesFieldsWithTheirValuesAndWhatADestroyDeleted() {
    Provisioning provision = provision(one("vcpus: 1, ram: 64 MiB", "networks: {}, power: off"));
    converged(provision.apply());
    provision.edit(text -> text.replace("ram: 64 MiB", "ram: 128 MiB"));
    converged(provision.apply());

    assertThat(last())
        .startsWith("provision apply of `ci`, run RUN:\n1 changed; by USER@HOST")
        .containsPattern(
            "\ninstance.web changed: /DC0/vm/ci/web \\(site.yml:\\d+:\\d+\\): .*ram 64 MiB ->"
                + " 128 MiB \\(site.yml:\\d+:\\d+\\)");

    converged(provision.run("destroy", "--yes"));
    assertThat(last())
        .startsWith("provision destroy of `ci`, run RUN:\n2 deleted; by ")
        .contains("\ninstance.web deleted: /DC0/vm/ci/web");
  }

  @Test
  void aRunThatFailsSaysWhatItTried() {
    target.needs(BREAKS);
    target.taskFails("CloneVM_Task", "", "InsufficientResourcesFault");

    assertThat(provision(plain()).apply().exit()).isEqualTo(1);

    assertThat(last())
        .contains("\n1 created, 1 creating, failed; by ")
        .contains("\ninstance.web creating, failed: /DC0/vm/ci/web (site.yml:");
  }

  @Test
  void withoutThePrivilegeThatIsSaidOnceAndNothingFails() {
    target.needs(BREAKS);
    target.callFails("LogUserEvent", "NoPermission", 9);

    Provisioning.Ended ended = provision(plain()).apply();

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.err().lines().filter(line -> line.startsWith("note:")))
        .singleElement()
        .asString()
        .startsWith(
            "note: the record of these changes is not in the server's events: the account ");
    assertThat(logged()).isEmpty();
  }

  @Test
  void aServerThatDoesNotAnswerDelaysTheEndByNoMoreThanSeconds() {
    target.needs(BREAKS);
    target.replyIsLost("LogUserEvent", 1);

    Provisioning.Ended ended = provision(plain()).apply();

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.err()).contains("note: the record of these changes is not in");
  }
}
