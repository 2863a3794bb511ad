package dev.provision.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.openstack.ImportRun.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole imports on the command line. */
class ImportTest {
  @TempDir Path folder;

  private Ended run(String... line) {
    return new ImportRun(folder).run(line);
  }

  private String file(String name, String text) {
    return new ImportRun(folder).file(name, text);
  }

  private Ended imported(String name, String text, String... more) {
    List<String> line = new ArrayList<>(List.of("import-openstack", file(name, text)));
    line.addAll(List.of(more));
    return run(line.toArray(String[]::new));
  }

  /** The files of the article, word for word: what is to be filled in is asked for. */
  private String article(String name) throws IOException {
    try (var in = ImportTest.class.getResourceAsStream("article/" + name)) {
      return file(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void importsTheFilesOfTheArticle() throws IOException {
    Ended ended =
        run(
            "import-openstack",
            article("nova.conf"),
            article("glance-api.conf"),
            article("glance-registry.conf"),
            article("cinder.conf"),
            "--glance",
            article("image.sh"),
            "--output",
            folder.resolve("site.yml").toString());

    assertThat(ended.exit()).as(ended.err()).isZero();
    String said = ended.out() + ended.err();
    assertThat(said).isEqualTo(golden("article/report.txt", said));
    String playbook = Files.readString(folder.resolve("site.yml"));
    assertThat(playbook).isEqualTo(golden("article/site.yml", playbook));
    Ended checked = run("check", folder.resolve("site.yml").toString());
    assertThat(checked.err()).isEmpty();
    assertThat(checked.exit()).isZero();
  }

  private static String golden(String name, String now) throws IOException {
    Path file = Path.of("src/test/resources/dev/provision/openstack").resolve(name);
    if (Boolean.getBoolean("golden.accept")) {
      Files.writeString(file, now);
    }
    return Files.readString(file);
  }

  @Test
  void importsFilesThatAreFilledIn() {
    String nova =
        file(
            "nova.conf",
            """
            [DEFAULT]
            my_ip = 10.1.1.1
            compute_driver = vmwareapi.VMwareVCDriver
            force_config_drive = True
            transport_url = rabbit://nova:canary@mq

            [vmware]
            host_ip: 200.21.101.12
            host_username = "administrator@vsphere.local"
            host_password = canary
            cluster_name = CL1
            datastore_regex = (nas|ssd).*
            insecure = True
            use_linked_clone = no
            """);
    String glance =
        file(
            "glance-api.conf",
            """
            [glance_store]
            default_store = vsphere
            vmware_server_host = $DEFAULT.vcenter
            vmware_datastores = DC1:nas1:10
            vmware_datastores = DC1:local9:5
            vmware_datastores = DC1:nas2
            vmware_api_insecure = True
            [DEFAULT]
            vcenter = 200.21.101.13
            """);
    String lines =
        file(
            "lines.sh",
            """
            # what the manual says
            $ glance --os-username admin image-create --name "Ubuntu 14.04 (x64)" \\
                --is-public=True --container-format bare --disk-format qcow2 --min-disk 8 \\
                --property vmware_ostype=ubuntu64Guest --property hw_vif_modle=e1000 \\
                --property os_distro=ubuntu --progress < ~/Downloads/trusty.img
            openstack image create --disk-format iso --file $ISO/rescue.iso --public rescue
            nova flavor-create m1.big auto 4096 40 2 --ephemeral 0
            nova flavor-key m1.big set quota:cpu_limit=1000 hw:cpu_cores=2
            neutron subnet-create private 10.0.0.0/24 --dns-nameserver 10.0.0.53
            nova boot --image "Ubuntu 14.04 (x64)" --flavor m1.big --meta role=web \\
              --nic net-name=private,v4-fixed-ip=10.0.0.2 --nic net-name=back --key-name me web
            nova list
            openstack server create --image rescue --flavor m1.tiny --network back --max 2 --no-config-drive rescuer
            """);
    Ended ended =
        run(
            "import-openstack",
            nova,
            glance,
            lines,
            "--network",
            "private=VM Network",
            "--name",
            "prod",
            "--output",
            folder.resolve("site.yml").toString());

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(folder.resolve("site.yml"))
        .hasContent(
            """
            # Made by `provision import-openstack` from nova.conf, glance-api.conf, lines.sh.
            # Wants the environment variable VC_PASSWORD, which is at FOLDER/nova.conf:10:1.
            name: prod

            vcenter:
              host: 200.21.101.12
              username: administrator@vsphere.local
              password: ${env.VC_PASSWORD}
              datacenter: DC1
              cluster: CL1
              datastore_regex: "(nas|ssd).*"
              datastores: [{name: nas1, weight: 10}, nas2]
              insecure: true

            images:
              "Ubuntu 14.04 (x64)":
                source: "${env.HOME}/Downloads/trusty.img"
                disk_format: qcow2
                container_format: bare
                visibility: public
                min_disk: 8 GiB
                properties: {vmware_ostype: ubuntu64Guest}
              rescue:
                source: "${env.ISO}/rescue.iso"
                disk_format: iso
                visibility: public

            flavors:
              m1.big:
                vcpus: 2
                ram: 4096 MiB
                disk: 40 GiB
                extra_specs: {"quota:cpu_limit": 1000, "hw:cpu_cores": 2}
              m1.tiny: {vcpus: 1, ram: 512 MiB, disk: 1 GiB}

            networks:
              private: {port_group: VM Network}
              back: {port_group: back}

            instances:
              web:
                image: "Ubuntu 14.04 (x64)"
                flavor: m1.big
                networks: {eth0: {network: private, fixed_ip: 10.0.0.2/24, gateway: 10.0.0.1, dns: [10.0.0.53]}, eth1: back}
                metadata: {role: web}
                config_drive: true
                clone: full
              rescuer:
                count: 2
                image: rescue
                flavor: m1.tiny
                networks: {eth0: back}
                config_drive: false
                clone: full
            """
                .replace("FOLDER", folder.toString()));
    assertThat(ended.out() + ended.err()).doesNotContain("canary");
    assertThat(ended.out())
        .contains("[DEFAULT]")
        .contains("not read, it is about OpenStack's own services: my_ip, transport_url")
        .contains("--is-public")
        .contains("lines.sh:12:1")
        .contains("nova list")
        .endsWith("site.yml is written; next: provision check site.yml\n");
    assertThat(ended.err())
        .contains(
            "glance-api.conf:5:21: warning: `local9` was for images and `(nas|ssd).*` keeps instances off it",
            "nova.conf:8:1: warning: the files differ: `host_ip` is `200.21.101.12` here, and"
                + " elsewhere glance-api.conf:3:1 `200.21.101.13`; this one was taken",
            "lines.sh:4:55: warning: property `hw_vif_modle` is left out: Nova's VMware driver reads"
                + " none of this name; did you mean `hw_vif_model`?",
            "property `os_distro` is left out: on vCenter it has to be a guest's identifier");
  }

  @Test
  void neverOverwritesAFile() {
    String kept = file("site.yml", "mine\n");

    Ended ended = imported("nova.conf", "[vmware]\nhost_ip = vc\n", "--output", kept);

    assertThat(ended.err())
        .isEqualTo(
            "error: `site.yml` exists, and is not overwritten; name another file, or remove it\n");
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(Path.of(kept)).hasContent("mine\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "datastore_regex = nas(1|2 # nova.conf:2:25: error: `datastore_regex`: `nas(1|2` is no"
            + " regular expression: unclosed group",
        "datastore_regex = na[s # nova.conf:2:22: error: `datastore_regex`: `na[s` is no regular"
            + " expression: unclosed character class",
        "host_port = 70000 # nova.conf:2:13: error: `host_port`: expected a port from 1 to 65535,"
            + " found `70000`",
        "insecure = maybe # nova.conf:2:12: error: `insecure`: expected true or false, found"
            + " `maybe`",
        "just words # nova.conf:2:1: error: expected `key = value`",
        "= x # nova.conf:2:1: error: there is no key before `=`",
        "[vmware # nova.conf:2:1: error: the name of a section has to end with `]`",
      })
  void saysWhereAValueIsWrong(String line, String message) {
    Ended ended = imported("nova.conf", "[vmware]\n" + line + "\n");

    assertThat(ended.exit()).isEqualTo(65);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(message + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "nas1 # :21: error: `vmware_datastores`: expected datacenter:datastore or"
            + " datacenter:datastore:weight, found `nas1`",
        "DC:nas1:heavy # :29: error: `vmware_datastores`: the weight `heavy` is no whole number; a"
            + " colon in a name cannot be written, as Glance takes the last two apart",
        ":nas1 # :21: error: `vmware_datastores`: there is no datacenter before the first colon of"
            + " `:nas1`",
        "DC: # :23: error: `vmware_datastores`: there is no datastore after `DC:`",
      })
  void saysWhereADatastoreIsWrong(String value, String message) {
    Ended ended =
        imported("glance-api.conf", "[glance_store]\nvmware_datastores = " + value + "\n");

    assertThat(ended.exit()).isEqualTo(65);
    assertThat(ended.err()).contains("glance-api.conf:2" + message + "\n");
  }

  @Test
  void namesWhatItDoesNotKnow() {
    Ended ended = imported("nova.conf", "[vmware]\nhost_ip = vc\nhost_pasword = canary\n");

    assertThat(ended.exit()).isZero();
    assertThat(ended.err())
        .contains(
            "nova.conf:3:1: warning: option `host_pasword` of [vmware] is not known and was left"
                + " out; did you mean `host_password`?\n")
        .doesNotContain("canary");
  }

  @Test
  void showsNoLineThatMayHoldASecret() {
    Ended conf = imported("nova.conf", "[vmware]\nhost_password canary\n");
    Ended line =
        imported(
            "lines.sh",
            "glance --os-password canary image-create --name x --property hw_x=y < x.vmdk\n");

    assertThat(conf.err()).contains("nova.conf:2:1: error: expected `key = value`");
    assertThat(line.err()).contains("lines.sh:1:62: warning: property `hw_x` is left out");
    assertThat(conf.out() + conf.err() + line.out() + line.err()).doesNotContain("canary");
  }

  @Test
  void tellsThatInsecureHasNoEffectBesideAuthorities() {
    Ended ended =
        imported("nova.conf", "[vmware]\nhost_ip = vc\nca_file = vc.pem\ninsecure = True\n");

    assertThat(ended.out()).contains("  ca_file: vc.pem\n").doesNotContain("insecure: true");
    assertThat(ended.err())
        .contains(
            "nova.conf:4:12: warning: `insecure` has no effect beside a file of authorities, which"
                + " wins\n");
  }

  @Test
  void theDefaultStoragePolicyIsOfEachFlavorThatNamesNoneWherePoliciesAreInUse() {
    String nova =
        """
        [vmware]
        host_ip = vc
        host_username = u
        pbm_enabled = %s
        pbm_default_policy = Gold
        """;
    String commands =
        file(
            "make.sh",
            """
            nova flavor-create plain auto 512 1 1
            nova flavor-create small auto 512 1 1
            nova flavor-key small set quota:cpu_limit=1000
            nova flavor-create silver auto 512 1 1
            nova flavor-key silver set vmware:storage_policy=Silver
            """);
    Ended used = imported("nova.conf", nova.formatted("True"), commands);
    assertThat(used.exit()).as(used.err()).isZero();
    assertThat(used.out())
        .containsPattern("plain: .*vmware:storage_policy\"?: Gold")
        .containsPattern(
            "small:\n(    .*\n)+    extra_specs: .*cpu_limit\"?: 1000, \"?vmware:storage_policy\"?: Gold")
        .containsPattern("silver: .*vmware:storage_policy\"?: Silver");

    Ended unused = imported("nova.conf", nova.formatted("False"), commands);
    assertThat(unused.out()).doesNotContain("Gold}");
    assertThat(unused.err())
        .contains(
            "pbm_default_policy has no effect without pbm_enabled = True, so no flavor got it");
  }

  @Test
  void explainsWhatInsecureOnceMeant() {
    assertThat(imported("glance-api.conf", "[glance_store]\nvmware_api_insecure = True\n").err())
        .contains(
            "vcenter.insecure: skips verification of the certificate and nothing else: the"
                + " connection is encrypted all the same. Before glance_store 0.12 it meant plain"
                + " http, which vCenter redirects (301) while the upload breaks off (104)\n");
  }

  @Test
  void readsTheDialectOfOsloConfig() {
    Ended ended =
        imported(
            "nova.conf",
            """
            ; a comment
            [DEFAULT]
            vc = vc.lab
            [vmware]
            host_ip = ${vc}
            host_username: 'dom\\$user $$x %%y'
            cluster_name = first
            cluster_name = second
            datastore_regex = nas.*$
            """);

    assertThat(ended.out())
        .contains(
            "  host: vc.lab\n",
            "  username: \"dom$user $x %%y\"\n",
            "  clusters: [first, second]\n",
            "  datastore_regex: \"nas.*$\"\n");
  }

  @Test
  void takesALineOfGlanceAsItIs() {
    Ended ended =
        run(
            "import-openstack",
            "--glance",
            "glance image-create --name t --disk-format vmdk --property vmware_disktype=\"sparse\""
                + " < t.vmdk");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains(
            """
            images:
              t:
                source: t.vmdk
                disk_format: vmdk
                properties: {vmware_disktype: sparse}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "glance image-create --name t # this image has no file: neither `< FILE` nor `--file FILE`",
        "glance image-create --name t < *.vmdk # what the shell makes of `*.vmdk` is not known"
            + " here; write the file's name",
        "glance image-create --name 't # this quote is never closed",
        "nova boot --image t --flavor m1.tiny x # no line makes the image `t`; add its `glance"
            + " image-create`, with the file",
        "nova boot --image t --flavor huge x # no line makes the flavor `huge`; add its `openstack"
            + " flavor create`",
        "nova flavor-create a 1 x 1 1 # expected a whole number, found `x`",
      })
  void saysWhatIsWrongWithALine(String line, String message) {
    Ended ended = run("import-openstack", "--glance", line);

    assertThat(ended.exit()).isEqualTo(65);
    assertThat(ended.err()).contains("error: " + message + "\n");
  }

  @Test
  void callsFilesAsTheyAreSeenFromThePlaybook() throws IOException {
    Files.createDirectories(folder.resolve("glance"));
    Files.createDirectories(folder.resolve("site"));
    String lines = file("glance/lines.sh", "glance image-create --name a < disks/a.vmdk\n");
    String playbook = folder.resolve("site/site.yml").toString();

    run("import-openstack", lines, "--output", playbook);

    assertThat(Path.of(playbook)).content().contains("    source: ../glance/disks/a.vmdk\n");
  }

  /** The example is nothing but what is imported. */
  @Test
  void writesThePlaybookOfTheExample() throws IOException {
    Path playbooks = Path.of("..", "playbooks").toAbsolutePath().normalize();
    String example = playbooks.resolve("openstack").toString();

    Ended ended =
        run(
            "import-openstack",
            example + "/nova.conf",
            example + "/glance-api.conf",
            example + "/cinder.conf",
            example + "/lines.sh",
            "--network",
            "private=VM Network",
            "--name",
            "from-openstack");

    assertThat(ended.exit()).as(ended.err()).isZero();
    if (Boolean.getBoolean("golden.accept")) {
      Files.writeString(playbooks.resolve("from-openstack.yml"), ended.out());
    }
    assertThat(playbooks.resolve("from-openstack.yml")).hasContent(ended.out());
  }

  @Test
  void saysWhatAFileIsNot() {
    assertThat(imported("some.conf", "[a]\nb = c\n").err())
        .contains("some.conf: error: this is neither nova.conf, glance-api.conf");
    assertThat(run("import-openstack", folder.resolve("none.conf").toString()).err())
        .contains("none.conf: error: there is no such file");
    assertThat(run("import-openstack").err())
        .startsWith("error: missing argument: expected nova.conf or another file\n");
  }

  @Test
  void whatBootsFromAVolumeIsNoCloneWhateverNovaConfSays() {
    String nova =
        file(
            "nova.conf",
            """
            [vmware]
            host_ip = 10.1.1.1
            cluster_name = CL1
            use_linked_clone = no
            """);
    String lines =
        file(
            "lines.sh",
            """
            openstack volume create --size 1 boot
            openstack server create --flavor m1.tiny --volume boot a
            """);

    String playbook = run("import-openstack", nova, lines).out();

    assertThat(playbook.substring(playbook.indexOf("instances:")))
        .isEqualTo(
            """
            instances:
              a:
                flavor: m1.tiny
                volumes: {root: boot}
            """);
  }
}
