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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        miser@lab:
          password: right
          privileges: ["*"]
          denied:
            - VirtualMachine.Config.Resource
            - VirtualMachine.Provisioning.Customize
            - VirtualMachine.Config.AddExistingDisk
            - Resource.HotMigrate
            - Host.Inventory.EditCluster
            - StorageProfile.View
            - VirtualMachine.Interact.ConsoleInteract
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
                                asked for API 8.0.2.0: it is what the server announces; it announces 8.0.2.0
            ok      inventory   /DC0/host/C0: 2 of 2 hosts can take VMs
                                datastore nas1: 500 GiB free
            skipped upload      because the simulator takes files without a wire
            ok      files       are what the playbook says
            ok      privileges  the account has all COUNT that are needed
            ok      plan        can be made

            nothing fails
            """
                .replace("COUNT", ended.out().replaceAll("(?s).*has all (\\d+) that.*", "$1")));
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
    assertThat(home.resolve(".provision")).doesNotExist();
  }

  @Test
  void onlyMentionsWhatFewPlaybooksNeedWhereThereIsNone() throws IOException {
    site("miser@lab", "streamOptimized");
    String connection =
        Files.writeString(
                home.resolve("vc.yml"),
                "vcenter: {simulator: lab.yml, username: operator@lab, password: right}\n")
            .toString();
    Files.writeString(
        home.resolve("lab.yml"),
        LAB.replaceFirst("denied: .*", "denied: [StorageProfile.View, Resource.HotMigrate]"));

    Ended ended = run("doctor", "--vcenter", connection);

    assertThat(ended.out())
        .contains(
            "StorageProfile.View on / is missing, which is needed only to use storage policies")
        .contains(
            "Resource.HotMigrate on /DC0 is missing, which is needed only to migrate instances")
        .contains("nothing fails");
    assertThat(ended.exit()).isZero();
  }

  @Test
  void namesThePrivilegesThatAnAccountLacks() throws IOException {
    String site = site("operator@lab", "streamOptimized");
    // the image alone needs neither
    assertThat(run("doctor", site).exit()).isZero();
    add(INSTANCE + "volumes: {data: {size: 1}}\n");
    Ended ended = run("doctor", site);

    assertThat(ended.out())
        .contains(
            """
            failed  privileges  site.yml:9:11: the account lacks Datastore.FileManagement on `/DC0/datastore/nas1`, needed for `volume.data`
                                VirtualMachine.Config.Memory on /DC0 is missing, which a later change or the destroy of `instance.web` needs
                                fix: `provision privileges` with this playbook prints a role that has what is missing
            """)
        .contains("skipped plan        because privileges failed\n")
        .endsWith("\nprivileges is the first that fails; nothing was changed\n");
    assertThat(ended.exit()).isEqualTo(69);
  }

  private static final String INSTANCE =
      """
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      instances:
        web: {image: trusty, flavor: small, networks: {eth0: VM Network}}
      """;

  private void add(String more) throws IOException {
    Path site = home.resolve("site.yml");
    Files.writeString(site, Files.readString(site) + more);
  }

  /** One more of the playbook at a time, each with the privilege that its calls need. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ram: 64 MiB | ram: 64 MiB, extra_specs: {'quota:cpu_limit': 500}"
            + " | VirtualMachine.Config.Resource on /DC0 is missing, which a later change or the"
            + " destroy of `flavor.small` needs | 0",
        "flavor: small, | flavor: small, customization: linux,"
            + " | site.yml:8:3: the account lacks VirtualMachine.Provisioning.Customize on"
            + " `/DC0/vm/ci`, needed for `instance.web` | 69",
        "flavor: small, | flavor: small, host: esx-1,"
            + " | Resource.HotMigrate on /DC0 is missing, which a later change or the destroy of"
            + " `instance.web` needs | 0",
        "flavor: small, | flavor: small, volumes: {data: data},"
            + " | site.yml:8:3: the account lacks VirtualMachine.Config.AddExistingDisk on"
            + " `/DC0/vm/ci`, needed for `instance.web` | 69",
        "flavor: small, | flavor: small, server_group: apart,"
            + " | Host.Inventory.EditCluster on /DC0/host/C0 is missing, which a later change or the"
            + " destroy of `server_group.apart` needs | 0",
      })
  void asksForWhatThePlaybookUsesAndForNothingElse(String from, String to, String told, int exit)
      throws IOException {
    String site = site("miser@lab", "streamOptimized");
    add(INSTANCE);
    Ended without = run("doctor", site);
    assertThat(without.exit()).as(without.out()).isZero();
    assertThat(without.out())
        .contains(
            "VirtualMachine.Interact.ConsoleInteract on /DC0 is missing, which is needed only for"
                + " `provision console`\n")
        .doesNotContain("needs");

    Files.writeString(
        Path.of(site),
        Files.readString(Path.of(site)).replace(from, to)
            + (to.contains("volumes") ? "volumes: {data: {size: 1}}\n" : "")
            + (to.contains("apart") ? "server_groups: {apart: {policy: anti-affinity}}\n" : ""));
    Ended with = run("doctor", site);

    assertThat(with.exit()).as(with.out()).isEqualTo(exit);
    assertThat(with.out()).contains(told + "\n");
  }

  @Test
  void asksForThePrivilegeThatTheFolderOfAVsanDatastoreTakesUntilItIsThere() throws IOException {
    String site = site("admin@lab", "streamOptimized");
    String only = "volumes: {data: {size: 1}}\n";
    Files.writeString(
        Path.of(site), Files.readString(Path.of(site)).replaceFirst("(?s)images:.*", only));
    Files.writeString(
        home.resolve("lab.yml"),
        LAB.replaceFirst("nas1: 500 GiB", "nas1: {size: 500 GiB, type: vsan}")
            .replaceFirst("admin@lab: \\{", "admin@lab: {denied: [Datastore.Config], "));

    Ended without = run("doctor", site);

    assertThat(without.out())
        .contains(
            "failed  privileges  site.yml:3:11: the account lacks Datastore.Config on"
                + " `/DC0/datastore/nas1`, needed for `volume.data`\n");

    Files.writeString(
        home.resolve("lab.yml"),
        Files.readString(home.resolve("lab.yml")).replace("denied: [Datastore.Config], ", ""));
    Ended with = run("doctor", site);
    assertThat(with.out()).contains("ok      privileges  the account has all");
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
