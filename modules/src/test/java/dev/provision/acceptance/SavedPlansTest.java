package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A saved plan is carried out as it is, or refused by name. */
class SavedPlansTest extends Acceptance {
  private static final String VM = "/DC0/vm/ci/web";

  private Path file() {
    return folder.resolve("plan.json");
  }

  private Provisioning planned(Provisioning provision, String... options) {
    List<String> all = new ArrayList<>(List.of("--out", file().toString()));
    all.addAll(List.of(options));
    Provisioning.Ended plan = provision.plan(all.toArray(String[]::new));
    assertThat(plan.exit()).as(plan.all()).isZero();
    return provision;
  }

  private Provisioning.Ended apply(Provisioning provision, String... options) {
    List<String> all = new ArrayList<>(List.of("apply", file().toString()));
    all.addAll(List.of(options));
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      target.resetCalls();
    }
    Provisioning.Ended ended = Provisioning.run(target, all, provision.environment());
    return new Provisioning.Ended(
        ended.exit(), ended.out().replace(folder + "/", ""), ended.err().replace(folder + "/", ""));
  }

  private void nothingIsWritten() {
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      assertThat(target.mutating()).isEmpty();
    }
  }

  private static String two(String first, String second) {
    return play(
        """
        flavors:
          small: {vcpus: %s, ram: 64 MiB}
          other: {vcpus: %s, ram: 64 MiB}
        instances:
          web: {image: base, flavor: small, networks: {eth0: private}, power: off}
          db: {image: base, flavor: other, networks: {eth0: private}, power: off}
        """
            .formatted(first, second));
  }

  @Test
  void makesTheCallsThatAnApplyOfThePlaybookMakes() {
    target.needs(Target.Ability.COUNTS_CALLS);
    Provisioning provision = provision(two("1", "1"));
    target.resetCalls();
    converged(provision.apply());
    Map<String, Integer> announced = new TreeMap<>(target.mutating());
    // defined once and for all
    announced.remove("AddCustomFieldDef");
    converged(provision.run("destroy", "--yes"));

    planned(provision);
    converged(apply(provision));

    assertThat(new TreeMap<>(target.mutating())).isEqualTo(announced);
    Provisioning.Ended again = apply(provision);
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(again.err())
        .isEqualTo("done already since the plan was made: folder.ci, instance.db, instance.web\n");
    nothingIsWritten();
  }

  @Test
  void refusesByNameWhatAnotherClientChangedAndDoesTheRestWithPartial() {
    Provisioning provision = provision(two("1", "1"));
    converged(provision.apply());
    provision.rewrite(two("2", "2"));
    planned(provision);
    target.otherClient().cpus(VM, 4);

    Provisioning.Ended refused = apply(provision);

    assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
    assertThat(refused.err())
        .isEqualTo(
            """
            site.yml:12:3: error: `instance.web` is not as plan.json says: `vcpus` is 4 now, it was 1
                  web: {image: base, flavor: small, networks: {eth0: private}, power: off}
                  ^^^
            error: nothing was changed: 1 object is not as plan.json says; plan again, or apply the rest with --partial
            """);
    nothingIsWritten();

    Provisioning.Ended partial = apply(provision, "--partial");

    assertThat(partial.exit()).as(partial.all()).isEqualTo(3);
    assertThat(partial.err())
        .endsWith("error: left out, because not as plan.json says: instance.web\n");
    assertThat(target.otherClient().vm("/DC0/vm/ci/db").cpus()).isEqualTo(2);
    assertThat(target.otherClient().vm(VM).cpus()).isEqualTo(4);
  }

  @Test
  void refusesWhatIsAnotherObjectNowAndWhatIsGone() {
    Provisioning provision = provision(two("1", "1"));
    converged(provision.apply());
    provision.rewrite(two("2", "1"));
    planned(provision);
    target.otherClient().delete(VM);

    Provisioning.Ended refused = apply(provision, "--yes");

    assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
    assertThat(refused.err())
        .contains(
            "`instance.web` is not as plan.json says: its action is create now, it was update");
    nothingIsWritten();
  }

  @Test
  void anEditedFileForbidsAndNeverAllows() throws IOException {
    Provisioning provision = provision(two("1", "1"));
    converged(provision.apply());
    provision.rewrite(two("2", "1"));
    planned(provision);
    String whole = Files.readString(file());
    String[] edits = {
      whole.replace("\"after\": \"2\"", "\"after\": \"8\""),
      whole.replace("\"update\"", "\"delete\""),
      whole.replace("instance.web", "instance.db"),
    };
    for (String edited : edits) {
      assertThat(edited).isNotEqualTo(whole);
      Files.writeString(file(), edited);
      Provisioning.Ended refused = apply(provision, "--yes");
      assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
      assertThat(refused.err()).contains("`instance.web` is not as plan.json says: ");
      nothingIsWritten();
    }
    Files.writeString(
        file(),
        whole.replace(
            "\"steps\": [",
            "\"steps\": [{\"address\": \"instance.old\", \"action\": \"delete\", \"path\": \"/DC0/vm/DC0_C0_RP0_VM1\"},"));

    assertThat(apply(provision).exit()).isZero();

    assertThat(target.otherClient().vm(VM).cpus()).isEqualTo(2);
    assertThat(target.otherClient().vm("/DC0/vm/DC0_C0_RP0_VM1").instanceUuid()).isNotEmpty();
  }

  private static String apart(String... names) {
    StringBuilder text =
        new StringBuilder(
            play(
                """
                flavors:
                  small: {vcpus: 1, ram: 64 MiB}
                server_groups:
                  spread: {policy: soft-anti-affinity}
                instances:
                """));
    for (String name : names) {
      text.append("  ")
          .append(name)
          .append(": {image: base, flavor: small, networks: {}, server_group: spread}\n");
    }
    return text.toString();
  }

  @Test
  void keepsThePlaceOfThePlanThoughAnotherWouldWinNow() {
    Provisioning provision = provision(apart("first"));
    converged(provision.apply());
    provision.rewrite(apart("first", "web"));
    planned(provision);
    String then = place(provision);
    // beside which it would not go
    target.otherClient().migrate("/DC0/vm/ci/first", "/DC0/host/DC0_C0/" + then);
    assertThat(place(provision)).isNotEqualTo(then);

    converged(apply(provision));

    assertThat(target.otherClient().host(VM)).isEqualTo(then);
  }

  private static String place(Provisioning provision) {
    String steps = provision.plan().steps();
    String line =
        steps.lines().filter(each -> each.contains("instance.web")).findFirst().orElse("");
    return line.substring(line.indexOf("-> ") + 3, line.lastIndexOf(", "));
  }

  @Test
  void keepsNoSecretInTheFile() throws IOException {
    Provisioning provision =
        provision(
                play(
                    """
                    vars: {token: none, plain: "${env.API_TOKEN}"}
                    secrets: [token]
                    flavors:
                      small: {vcpus: 1, ram: 64 MiB}
                    instances:
                      web:
                        image: base
                        flavor: small
                        networks: {eth0: private}
                        user_data: "token=${token} key=${plain}"
                        metadata: {token: "${token}", key: "${plain}"}
                        annotation: "holds ${token}"
                        power: off
                    """))
            .with("API_TOKEN", "canary-env-19d2");
    planned(provision, "-e", "token=canary-b81c");
    String made = Files.readString(file());

    Provisioning.Ended applied = apply(provision, "-e", "token=canary-b81c");
    assertThat(applied.exit()).as(applied.all()).isZero();
    planned(provision, "-e", "token=canary-ff03");
    String changed = Files.readString(file());

    for (String text : List.of(made, changed)) {
      assertThat(text).doesNotContain("canary").contains("(sensitive)");
      if (target.whyNot(Target.Ability.NETWORK) == null) {
        assertThat(text).doesNotContain(target.environment().get("VC_PASSWORD"));
      }
    }
  }
}
