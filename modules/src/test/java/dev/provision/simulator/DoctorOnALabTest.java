package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Provision;
import dev.provision.modules.images.StreamOptimizedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor on the command line, with a lab's users and with files that are not what is said. */
class DoctorOnALabTest {
  private static final String LAB =
      """
      speed: 20
      datacenters:
        DC0:
          clusters:
            C0:
              hosts:
                esx: {count: 2, cpus: 16, memory: 64 GiB}
          datastores:
            nas1: 500 GiB
          networks:
            VM Network: {}
      users:
        admin@lab: {privileges: ["*"]}
        operator@lab:
          password: right
          privileges: ["*"]
          denied: ["Datastore.FileManagement", "VirtualMachine.Config.Memory on /DC0"]
        plain@lab: {password: right, privileges: ["*"], denied: [StorageProfile.View]}
      """;

  private static final String SITE =
      """
      name: ci
      vcenter: {simulator: lab.yml, username: %s, password: right}
      images:
        trusty: {source: trusty.vmdk, properties: {vmware_disktype: %s}}
      """;

  @TempDir Path home;

  private record Ended(int exit, String out, String err) {}

  private Ended run(String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Provision.run(List.of(line), Map.of(), new PrintStream(out), new PrintStream(err));
    return new Ended(exit, text(out), text(err));
  }

  private String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(home + "/", "");
  }

  private String site(String user, String diskType) throws IOException {
    Files.writeString(home.resolve("lab.yml"), LAB);
    StreamOptimizedFile.ofCapacity(64 << 20).write(home.resolve("trusty.vmdk"));
    return Files.writeString(home.resolve("site.yml"), SITE.formatted(user, diskType)).toString();
  }

  @Test
  void findsNothingWrongWithALab() throws IOException {
    Ended ended = run("doctor", site("admin@lab", "streamOptimized"));

    assertThat(ended.out().replaceAll("SHA-256 \\w+", "SHA-256 ..."))
        .isEqualTo(
            """
            ok      file        site.yml, SHA-256 ...
            ok      settings    simulator from site.yml:2:22
                                username `admin@lab` from site.yml:2:41
                                password from site.yml:2:62
            skipped DNS         because the simulator runs in this process
            skipped TCP         because the simulator runs in this process
            skipped TLS         because the simulator runs in this process
            skipped HTTP        because the simulator runs in this process
            skipped SDK         because the simulator runs in this process
            ok      login       as `admin@lab` at provision's simulated vCenter Server, API 8.0.2.0
            ok      inventory   /DC0/host/C0: 2 of 2 hosts can take VMs
                                datastore nas1: 500 GiB free
            ok      privileges  the account has all COUNT that are needed
            skipped upload      because the simulator takes files without a wire
            ok      files       are what the playbook says
            ok      plan        can be made

            nothing fails
            """
                .replace("COUNT", ended.out().replaceAll("(?s).*has all (\\d+) that.*", "$1")));
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
    assertThat(home.resolve(".provision")).doesNotExist();
  }

  @Test
  void onlyMentionsThePrivilegeThatStoragePoliciesNeed() throws IOException {
    Ended ended = run("doctor", site("plain@lab", "streamOptimized"));

    assertThat(ended.out())
        .contains(
            "StorageProfile.View on / is missing; only a flavor with `vmware:storage_policy` needs"
                + " it")
        .contains("nothing fails");
    assertThat(ended.exit()).isZero();
  }

  @Test
  void namesThePrivilegesThatAnAccountLacks() throws IOException {
    Ended ended = run("doctor", site("operator@lab", "streamOptimized"));

    assertThat(ended.out())
        .contains(
            """
            failed  privileges  VirtualMachine.Config.Memory on /DC0 is missing
                                Datastore.FileManagement on /DC0/datastore/nas1 is missing
                                fix: give the account a role that has these, with propagation
            """)
        .contains("skipped plan        because privileges failed\n")
        .endsWith("\nprivileges is the first that fails; nothing was changed\n");
    assertThat(ended.exit()).isEqualTo(69);
  }

  @Test
  void saysThatAFileIsNotWhatItsPropertiesSay() throws IOException {
    Ended ended = run("doctor", site("admin@lab", "preallocated"));

    assertThat(ended.out())
        .contains("failed  files       site.yml:4:")
        .contains("streamOptimized")
        .endsWith("\nfiles is the first that fails; nothing was changed\n");
    assertThat(ended.exit()).isEqualTo(65);
  }

  @Test
  void looksAtFilesAlsoWhereNobodyIsLetIn() throws IOException {
    Ended ended = run("doctor", site("stranger@lab", "preallocated"));

    assertThat(ended.out())
        .contains("failed  login       ")
        .contains("skipped inventory   because login failed\n")
        .contains("failed  files       site.yml:4:")
        .endsWith("\nlogin is the first that fails; nothing was changed\n");
    assertThat(ended.exit()).isEqualTo(69);
  }

  @Test
  void saysWhatIsWrongWithALabFile() throws IOException {
    String site = site("admin@lab", "streamOptimized");
    Files.writeString(home.resolve("lab.yml"), "datacentres: {}\n");

    Ended ended = run("doctor", site);

    assertThat(ended.out())
        .contains("failed  simulator   the lab file `lab.yml` cannot be used\n")
        .contains("lab.yml:1:1: unknown");
    assertThat(ended.exit()).isEqualTo(65);
  }

  @Test
  void looksAtAConnectionAlone() throws IOException {
    site("admin@lab", "preallocated");
    String connection =
        Files.writeString(
                home.resolve("vc.yml"), "vcenter: {simulator: lab.yml, username: admin@lab}\n")
            .toString();

    Ended alone = run("doctor", "--vcenter", connection);
    Ended ofAPlaybook = run("doctor", "--vcenter", home.resolve("site.yml").toString());

    assertThat(alone.out())
        .contains("ok      login ")
        .doesNotContain("ok      files", "the only playbook")
        .doesNotContain("plan ");
    assertThat(alone.exit()).as(alone.err()).isZero();
    assertThat(ofAPlaybook.exit()).as(ofAPlaybook.out()).isZero();
  }

  @Test
  void takesNoneOfSeveralPlaybooksForGranted() throws IOException {
    site("admin@lab", "streamOptimized");

    Ended only = run("doctor", home.toString());
    Files.copy(home.resolve("site.yml"), home.resolve("other.yml"));
    Ended several = run("doctor", home.toString());

    assertThat(only.out()).contains("                    the only playbook there\n");
    assertThat(only.exit()).isZero();
    assertThat(several.err())
        .startsWith(
            "error: `" + home + "` has several playbooks: name one of other.yml, site.yml\n");
    assertThat(several.exit()).isEqualTo(64);
  }

  @Test
  void givesProgramsTheSame() throws IOException {
    Ended ended = run("doctor", site("stranger@lab", "streamOptimized"), "--format", "json");

    assertThat(ended.out())
        .contains("\"environment\": \"ci\"")
        .contains("\"layer\": \"login\",\n        \"outcome\": \"failed\"")
        .contains("\"layer\": \"plan\",\n        \"outcome\": \"skipped\"");
    assertThat(ended.exit()).isEqualTo(69);
  }
}
