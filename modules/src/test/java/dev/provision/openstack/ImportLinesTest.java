package dev.provision.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.openstack.ImportRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines of Cinder, and of the groups and block devices of Nova. */
class ImportLinesTest {
  private static final String CONF =
      """
      [DEFAULT]
      compute_driver = vmwareapi.VMwareVCDriver
      [vmware]
      host_ip = 10.0.0.1
      cluster_name = C
      """;

  @TempDir Path folder;
  private ImportRun shell;

  @BeforeEach
  void writeConf() {
    shell = new ImportRun(folder);
    shell.file("nova.conf", CONF);
  }

  private Ended imported(String lines) {
    return shell.run(
        "import-openstack",
        folder.resolve("nova.conf").toString(),
        "--glance",
        shell.file("lines.sh", lines),
        "--output",
        folder.resolve("site.yml").toString());
  }

  private String playbook() throws IOException {
    String text = Files.readString(folder.resolve("site.yml"));
    return text.substring(text.indexOf("\n\n", text.indexOf("vcenter:")) + 2);
  }

  @Test
  void volumesTheirTypesAndTheirSnapshotsBecomeVolumes() throws IOException {
    Ended ended =
        imported(
            """
            openstack volume type create --property vmware:vmdk_type=eagerZeroedThick \\
              --property vmware:storage_profile="Gold disks" fast
            cinder type-create plain
            cinder type-key plain set vmware:vmdk_type=preallocated vmware:adapter_type=paraVirtual
            openstack volume create --size 10 vol1
            openstack volume create --size 40 --type fast --bootable pg/data
            cinder create --name logs --volume-type plain 5
            openstack volume snapshot create --volume vol1 before
            cinder snapshot-create --name after vol1
            openstack volume create --snapshot before --size 12 copy
            cinder create --display-name twin --source-volid logs 5
            """);

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(playbook())
        .isEqualTo(
            """
            volumes:
              vol1: {size: 10 GiB, snapshots: {before: present, after: present}}
              pg-data: {size: 40 GiB, type: eagerZeroedThick, storage_policy: Gold disks}
              logs: {size: 5 GiB, type: thick, adapter_type: paraVirtual}
              copy: {size: 12 GiB, source_volume: vol1, source_snapshot: before}
              twin: {size: 5 GiB, source_volume: logs}
            """);
  }

  @Test
  void serverGroupsBecomeServerGroupsAndTheirHintsName() throws IOException {
    Ended ended =
        imported(
            """
            openstack server group create --policy anti-affinity web
            nova server-group-create near soft-affinity
            openstack server group create plain
            glance image-create --name t < t.vmdk
            openstack server create --image t --flavor m1.tiny --hint group=web a
            nova boot --image t --flavor m1.tiny --hint group=near --hint same_host=x b
            """);

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(playbook())
        .contains(
            """
            server_groups:
              web: {policy: anti-affinity}
              near: {policy: soft-affinity}
              plain: {policy: affinity}

            instances:
              a:
                image: t
                flavor: m1.tiny
                server_group: web
              b:
                image: t
                flavor: m1.tiny
                server_group: near
            """);
    assertThat(ended.out()).contains("--hint same_host=x", "no effect: only `group` is heard");
  }

  @Test
  void blockDevicesBecomeVolumesOfTheInstanceWhereverTheirLinesStand() throws IOException {
    Ended ended =
        imported(
            """
            openstack server add volume a data --device /dev/vdc
            nova volume-attach b logs
            openstack server create --flavor m1.tiny --volume boot \\
              --block-device-mapping vdb=logs:volume::true a
            openstack server create --flavor m1.tiny --image t --boot-from-volume 8 b
            nova boot --flavor m1.tiny \\
              --block-device id=other,source=volume,dest=volume,bootindex=0,shutdown=preserve c
            openstack volume create --size 1 data
            openstack volume create --size 2 logs
            openstack volume create --size 9 --image t boot
            openstack volume create --size 9 --image t other
            glance image-create --name t < t.vmdk
            """);

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(playbook())
        .endsWith(
            """
            volumes:
              data: {size: 1 GiB}
              logs: {size: 2 GiB}
              boot: {size: 9 GiB, image: t}
              other: {size: 9 GiB, image: t}
              b-root: {size: 8 GiB, image: t}

            instances:
              a:
                flavor: m1.tiny
                volumes: {root: boot, vdb: logs, vdc: data}
              b:
                flavor: m1.tiny
                volumes: {root: b-root, logs: logs}
              c:
                flavor: m1.tiny
                volumes: {root: other}
            """);
    assertThat(ended.out()).contains("no effect: a volume outlives its instance");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "openstack volume create v # this volume needs a size in GiB, or an image, a volume or a"
            + " snapshot to copy",
        "openstack volume create --size big v # expected a size in GiB, found `big`",
        "openstack volume create --size 1 --source w v # no line makes `w`, which this volume"
            + " copies; add the line that does, and name it by its name",
        "openstack volume snapshot create s # this snapshot needs a name, and a volume that a line"
            + " before it makes",
        "openstack server group create --policy near g # expected affinity, anti-affinity,"
            + " soft-affinity or soft-anti-affinity, found `near`",
        "openstack server create --flavor m1.tiny a # this instance needs a name, a --flavor, and an"
            + " --image or a --volume to boot from",
        "openstack server create --flavor m1.tiny --volume v a # no line makes the volume `v`; add"
            + " its `openstack volume create`, and name it by its name",
        "openstack server add volume a v # no line makes the instance `a`",
      })
  void saysWhatIsWrongWithALine(String line, String message) {
    Ended ended = imported(line);

    assertThat(ended.exit()).isEqualTo(65);
    assertThat(ended.err()).contains("error: " + message + "\n");
  }

  @Test
  void aVolumeTypeThatNoLineMakesIsTold() throws IOException {
    Ended ended = imported("openstack volume create --size 1 --type ssd v");

    assertThat(ended.exit()).isZero();
    assertThat(playbook()).isEqualTo("volumes:\n  v: {size: 1 GiB}\n");
    assertThat(ended.err())
        .contains(
            "warning: no line makes the volume type `ssd`; add its `openstack volume type create`,"
                + " else the volume is thin\n");
  }
}
