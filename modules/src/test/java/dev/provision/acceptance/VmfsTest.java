package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.VmfsDatastoreInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VMFS on LUNs that hosts share, and on disks of single hosts; only a lab has LUNs. */
class VmfsTest {
  private static final String C0 = "/DC0/host/DC0_C0/";
  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0:
          clusters:
            DC0_C0:
              hosts:
                H0: {luns: {naa.1: 20 GiB, naa.2: 10 GiB, naa.old: {size: 20, vmfs: old, vmfs_size: 10}, naa.win: {size: 10, holds: ntfs}}}
                H1: {luns: {naa.1: 20 GiB, naa.2: 10 GiB, naa.new: {size: 30, fresh: true}}}
                H2: {luns: {naa.1: {size: 20, fresh: true}}}
                H3: {}
          datastores: {LocalDS_0: {size: 100 TiB, mounts: [H3]}}
          networks: {VM Network: {}}
          templates: {DC0_SEED: {datastore: LocalDS_0, disk: 1 GiB, used: 16 MiB, memory: 32 MiB}}
      rack:
        esx9.lab: {luns: {naa.local: {size: 40, local: true}}}
      """;

  @TempDir Path folder;
  private final SimulatorTarget target = new SimulatorTarget(LAB);

  private Provisioning provision(String rest) {
    return new Provisioning(target, folder, "name: ci\nvcenter: VCENTER\n" + rest);
  }

  private static String store(String fields) {
    return "datastores:\n  shared: {" + fields + "}\n";
  }

  /** Which hosts have it, and whether mounted. */
  private Map<String, Boolean> hosts(String path) {
    Map<String, Boolean> hosts = new TreeMap<>();
    for (DatastoreHostMount mount :
        target.vim().property(target.stub().at(path), "host", DatastoreHostMount[].class)) {
      hosts.put(
          target.vim().property(mount.getKey(), "name", String.class),
          mount.getMountInfo().getMounted());
    }
    return hosts;
  }

  private long gib(String path) {
    return target
            .vim()
            .property(target.stub().at(path), "info", VmfsDatastoreInfo.class)
            .getVmfs()
            .getCapacity()
        >> 30;
  }

  private void nothingIsLeft(Provisioning provision) {
    assertThat(provision.plan().all()).contains("No changes.");
    target.resetCalls();
    Suite.converged(provision.apply());
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void oneHostMakesItAndTheOthersFindIt() {
    Provisioning provision =
        provision(
            store("vmfs: {lun: naa.1, version: 6}, hosts: [H0, H1, H2]")
                + """
                flavors: {small: {vcpus: 1, ram: 64 MiB, disk: 1 GiB}}
                images: {base: {template: /DC0/vm/DC0_SEED}}
                volumes: {data: {size: 1 GiB, datastore: shared}}
                """);

    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.steps())
        .contains("+  datastore.shared  /DC0/datastore/shared, naa.1 on H0, H1, H2")
        .contains("volume.data");
    assertThat(hosts("/DC0/datastore/shared"))
        .isEqualTo(Map.of("H0", true, "H1", true, "H2", true));
    assertThat(target.calls()).containsEntry("CreateVmfsDatastore", 1);
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).as(rehearsed.all()).contains("0 to create, 0 to change");

    provision.rewrite("name: ci\nvcenter: VCENTER\n" + store("vmfs: {lun: naa.1}, hosts: [H0]"));
    Provisioning.Ended refused = provision.apply("--yes");
    assertThat(refused.err()).contains("--allow unmount");
    Suite.converged(provision.apply("--allow", "unmount"));
    assertThat(hosts("/DC0/datastore/shared"))
        .isEqualTo(Map.of("H0", true, "H1", false, "H2", false));
    nothingIsLeft(provision);
    provision.rewrite(
        "name: ci\nvcenter: VCENTER\n" + store("vmfs: {lun: naa.1}, hosts: [H0, H1]"));
    Suite.converged(provision.apply());
    assertThat(hosts("/DC0/datastore/shared"))
        .isEqualTo(Map.of("H0", true, "H1", true, "H2", false));
    target.otherClient().rename("/DC0/datastore/shared", "other");
    Suite.converged(provision.apply());
    nothingIsLeft(provision);
  }

  @Test
  void howItGivesSpaceBackIsSetReadBackAndChangedAndItsBlocksStay() {
    String small = "vmfs: {lun: naa.1, version: 6, block_size: 64 KiB, unmap: {granularity: 8 KiB";
    Provisioning provision =
        provision(store(small + ", priority: none, bandwidth: 250}}, hosts: [H0, H1]"));
    Suite.converged(provision.apply());
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.out()).as(rehearsed.all()).contains("0 to create, 0 to change");

    provision.rewrite(
        "name: ci\nvcenter: VCENTER\n"
            + store(small + ", priority: low, bandwidth: 100-400}}, hosts: [H0, H1]"));
    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());
    assertThat(plan.steps())
        .contains("vmfs.unmap.priority  none -> low")
        .contains("vmfs.unmap.bandwidth  250 -> 100-400");
    nothingIsLeft(provision);

    provision.rewrite(
        "name: ci\nvcenter: VCENTER\n"
            + store("vmfs: {lun: naa.1, block_size: 1 MiB}, hosts: [H0, H1]"));
    assertThat(provision.plan().err())
        .contains("has blocks of 64 KiB, and a VMFS keeps what it was made with");
    provision.rewrite(
        "name: ci\nvcenter: VCENTER\n"
            + store("vmfs: {lun: naa.1, unmap: {granularity: 16 KiB}}, hosts: [H0, H1]"));
    assertThat(provision.plan().err()).contains("has pieces to give back of 8 KiB");
    provision.rewrite(
        "name: ci\nvcenter: VCENTER\n"
            + store(
                "vmfs: {lun: naa.1, version: 5, block_size: 64 KiB,"
                    + " unmap: {granularity: 2 MiB, bandwidth: fast}}"));
    assertThat(provision.run("check").err())
        .contains("expected 1 MiB")
        .contains("expected 8 KiB to the size of a block")
        .contains("`fast` is no rate: expected a number of MB/s, or a range as in 100-400");
  }

  @Test
  void aDiskOfAHostThatTheSamePlanAddsIsALocalDatastore() {
    Provisioning provision =
        provision(
            """
            hosts:
              esx:
                for_each: ["9"]
                address: esx${each}.lab
                cluster: DC0_C0
                username: root
                password: vmware
                thumbprint: "%s"
            datastores:
              local:
                for_each: ["9"]
                local: {host: "esx-${each}", lun: naa.local, unmap: {priority: none}}
            """
                .formatted(HostsTest.certificate("esx9.lab", 1).sha256()));

    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.steps())
        .contains("+  datastore.local-9  /DC0/datastore/local-9, naa.local on esx9.lab");
    assertThat(hosts("/DC0/datastore/local-9")).isEqualTo(Map.of("esx9.lab", true));
    nothingIsLeft(provision);
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete,evacuate,disconnect"));
    assertThat(target.otherClient().in("/DC0/datastore")).containsExactly("LocalDS_0");
  }

  @Test
  void aLunThatHoldsSomethingIsNeverWrittenOver() {
    Provisioning windows = provision(store("vmfs: {lun: naa.win}, hosts: [H0]"));
    Provisioning.Ended ntfs = windows.apply();
    Provisioning.Ended other = provision(store("vmfs: {lun: naa.old}, hosts: [H0]")).apply();
    Provisioning.Ended none = provision(store("vmfs: {lun: naa.none}, hosts: [H0]")).apply();
    Provisioning.Ended taken = provision(store("vmfs: {lun: naa.old}, hosts: [H0]")).plan();
    Provisioning same = provision("datastores:\n  old: {vmfs: {lun: naa.old}, hosts: [H0]}\n");
    Provisioning.Ended foreign = same.plan();

    assertThat(ntfs.all())
        .contains(
            "`/DC0/host/DC0_C0/H0` could not make it: the LUN `naa.win` holds a partition of the"
                + " type ntfs, which would be lost; clear it yourself, or name another one");
    assertThat(other.all())
        .contains(
            "the LUN `naa.old` holds the VMFS `old` already, and nothing was written to it; declare"
                + " it under that name with `adopt: true`, or name another LUN");
    assertThat(none.all())
        .contains("it does not see the LUN `naa.none`; let the storage array show it to the host");
    assertThat(taken.err())
        .contains(
            "the LUN `naa.old` is the datastore `/DC0/datastore/old` already; declare it under that"
                + " name, or rename that one");
    assertThat(foreign.err()).contains("`/DC0/datastore/old` is there already and is not ours");
    assertThat(target.calls()).doesNotContainKey("CreateVmfsDatastore");
    assertThat(target.otherClient().in("/DC0/datastore"))
        .containsExactlyInAnyOrder("LocalDS_0", "old");
  }

  @Test
  void itGrowsWithItsLunsAndToMoreOfThem() {
    Provisioning provision =
        provision("datastores:\n  old: {vmfs: {lun: naa.old}, hosts: [H0], adopt: true}\n");
    provision.apply();
    Provisioning.Ended first = provision.apply();
    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(gib("/DC0/datastore/old")).isEqualTo(10);
    nothingIsLeft(provision);

    provision.rewrite(
        "name: ci\nvcenter: VCENTER\n"
            + "datastores:\n  old: {vmfs: {lun: naa.old, grow: true, extents: [naa.2]}, hosts: [H0],"
            + " adopt: true}\n");
    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.steps())
        .contains("vmfs.grow  10 GiB -> 20 GiB")
        .contains("vmfs.extents  naa.old -> naa.old, naa.2");
    assertThat(gib("/DC0/datastore/old")).isEqualTo(30);
    nothingIsLeft(provision);
    provision.rewrite(
        "name: ci\nvcenter: VCENTER\ndatastores:\n  old: {vmfs: {lun: naa.old, version: 5}}\n");
    assertThat(provision.plan().err())
        .contains("`/DC0/datastore/old` is VMFS 6, and a host does not turn it into VMFS 5");
  }

  @Test
  void itsDataIsDestroyedOnlyWhereThatIsSaid() {
    String shared = "vmfs: {lun: naa.1}, hosts: [H0]";
    Provisioning provision = provision(store(shared));
    Suite.converged(provision.apply());

    provision.rewrite("name: ci\nvcenter: VCENTER\n" + store(shared + ", state: absent"));
    Provisioning.Ended silent = provision.plan();
    provision.rewrite("name: ci\nvcenter: VCENTER\n" + store("state: absent"));
    Provisioning.Ended refused = provision.apply("--yes", "--allow", "delete,unmount");
    target.otherClient().disk("[shared] theirs/disk.vmdk", 1);
    provision.rewrite("name: ci\nvcenter: VCENTER\n" + store("state: absent, data: destroy"));
    Provisioning.Ended holds = provision.apply("--yes", "--allow", "delete,unmount");

    assertThat(silent.err()).contains("deleting a VMFS destroys its data: say so with `data:");
    assertThat(refused.all()).contains("it is a VMFS, whose data would be destroyed with it");
    assertThat(holds.all())
        .contains("these files are on it and would be destroyed: `theirs/disk.vmdk`");
    assertThat(target.otherClient().in("/DC0/datastore")).contains("shared");
    target.otherClient().deleteFile("[shared] theirs");
    Suite.converged(provision.apply("--yes", "--allow", "delete,unmount"));
    assertThat(target.otherClient().in("/DC0/datastore")).containsExactly("LocalDS_0");

    provision.rewrite("name: ci\nvcenter: VCENTER\n" + store(shared));
    Suite.converged(provision.apply());
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/datastore")).contains("shared");
    provision.rewrite(
        "name: ci\nvcenter: VCENTER\n" + store(shared + ", adopt: true, data: destroy"));
    Suite.converged(provision.apply());
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(target.otherClient().in("/DC0/datastore")).contains("shared");
  }

  /** Every call may be the last one of a run; its effect has happened. */
  @Test
  void theNextRunFinishesWhereverOneDied() {
    Provisioning provision =
        provision(store("vmfs: {lun: naa.1, extents: [naa.2]}, hosts: [H0, H2], data: destroy"));
    boolean died = true;
    for (int write = 0; died; write++) {
      target.resetCalls();
      target.diesAt(write, true);
      died = provision.apply().exit() != 0;
      target.diesAt(Integer.MAX_VALUE, true);
      Suite.converged(provision.apply());
      assertThat(provision.plan().all()).as("write %d", write).contains("No changes.");
      assertThat(hosts("/DC0/datastore/shared")).isEqualTo(Map.of("H0", true, "H2", true));
      assertThat(gib("/DC0/datastore/shared")).isEqualTo(30);
      Suite.converged(provision.run("destroy", "--yes", "--allow", "delete,unmount"));
      assertThat(target.otherClient().in("/DC0/datastore")).containsExactly("LocalDS_0");
    }
  }

  @Test
  void thePlaybookAboutThemDoesWhatItSays() {
    LabPlaybook luns = new LabPlaybook(folder, "luns.yml");
    assertThat(luns.run("apply")).endsWith("exit 0");

    assertThat(luns.run("plan")).contains("No changes.");
    Rehearsed.afterApply("luns.yml", luns.run("rehearse"));
    assertThat(luns.run("destroy", "--yes", "--allow", "delete=2,unmount=2")).endsWith("exit 0");
  }
}
