package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.vmware.vim25.ClusterRecommendation;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.RuleViolation;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Rule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lab has no room for is refused before anything is written, with the table. */
class PlacementTest {
  @TempDir Path folder;

  /** Four hosts; 37 GiB of memory in all. */
  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            C0:
              drs: %s
              hosts:
                esx1: {cpus: 16, memory: 10 GiB}
                esx2: {cpus: 16, memory: 10 GiB}
                esx3: {cpus: 16, memory: 10 GiB}
                esx4: {cpus: 16, memory: 7 GiB%s}
          datastores:
            nas1: 1 TiB
            nas2: {size: 1 TiB, mounts: [esx1, esx2]}
          networks:
            VM Network: {}
          templates:
            ubuntu: {datastore: nas1, disk: 8 GiB, used: 2 GiB, snapshot: base, network: VM Network}
      """;

  private static final String PLAY =
      """
      name: ci
      vcenter: {simulator: lab.yml%s}
      images:
        ubuntu: {template: ubuntu}
      flavors:
        small: {vcpus: 1, ram: %s}
      server_groups:
        web: {policy: %s}
      instances:
        web: {count: %d, image: ubuntu, flavor: small, networks: {eth0: VM Network}%s}
      """;

  private SimulatorTarget target = new SimulatorTarget(LAB.formatted("true", ""));

  private static String play(String ram, int count, String more) {
    return PLAY.formatted("", ram, "anti-affinity", count, more);
  }

  private Provisioning.Ended apply(String play) {
    target.resetCalls();
    return new Provisioning(target, folder, play).apply();
  }

  private void refused(Provisioning.Ended ended, String table) {
    assertThat(ended.exit()).as(ended.all()).isEqualTo(1);
    assertThat(target.mutating()).isEmpty();
    assertThat(ended.err()).isEqualTo(table);
  }

  @Test
  void refusesFortyWhereThirtySevenFitBeforeTheFirstWrite() {
    refused(
        apply(play("1 GiB", 40, "")),
        """
            site.yml:10:3: error: no place for `instance.web-38`, `instance.web-39` and `instance.web-40`: 1 vcpu, 1 GiB of ram and 8 GiB of disk fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx1  has no memory free beside 10 more of this plan
              esx2  has no memory free beside 10 more of this plan
              esx3  has no memory free beside 10 more of this plan
              esx4  has no memory free beside 7 more of this plan
            no memory is free on any host
            nearest is esx1: declare 1 GiB of ram less
            vSphere overcommits memory: ram_allocation_ratio above 1 lets placement do so
                  web: {count: 40, image: ubuntu, flavor: small, networks: {eth0: VM Network}}
                  ^^^
            """);
  }

  @Test
  void takesThirtySevenWhereThirtySevenFit() {
    Provisioning.Ended ended = apply(play("1 GiB", 37, ", power: off"));

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out()).contains("38 created, 1 unchanged");
  }

  @Test
  void refusesWhatFitsInAllHostsTogetherAndInNone() {
    refused(
        apply(play("12 GiB", 1, "")),
        """
            site.yml:10:3: error: no place for `instance.web-1`: 1 vcpu, 12 GiB of ram and 8 GiB of disk fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx1  has 10 GiB of memory
              esx2  has 10 GiB of memory
              esx3  has 10 GiB of memory
              esx4  has 7 GiB of memory
            37 GiB of memory is free in all, and 10 GiB on one host: that is the largest that fits now
            nearest is esx1: take a flavor of at most 10 GiB of ram
                  web: {count: 1, image: ubuntu, flavor: small, networks: {eth0: VM Network}}
                  ^^^
            """);
  }

  @Test
  void refusesAFifthMemberWhereFourHostsKeepThemApart() {
    refused(
        apply(play("1 GiB", 5, ", server_group: web")),
        """
            site.yml:10:3: error: no place for `instance.web-5`: 1 vcpu, 1 GiB of ram and 8 GiB of disk fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx1  has `web-1` of server group `web` (anti-affinity)
              esx2  has `web-2` of server group `web` (anti-affinity)
              esx3  has `web-3` of server group `web` (anti-affinity)
              esx4  has `web-4` of server group `web` (anti-affinity)
            nearest: take another host into the cluster, or policy soft-anti-affinity
                  web: {count: 5, image: ubuntu, flavor: small, networks: {eth0: VM Network}, server_group: web}
                  ^^^
            """);
  }

  @Test
  void refusesWhatTheHostsThatMountItsDatastoreHaveNoRoomFor() {
    refused(
        apply(play("1 GiB", 21, ", clone: full, datastore: nas2")),
        """
            site.yml:10:3: error: no place for `instance.web-21`: 1 vcpu, 1 GiB of ram and 8 GiB of disk fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx1  has no memory free beside 10 more of this plan
              esx2  has no memory free beside 10 more of this plan
              esx3  does not mount datastore `nas2`
              esx4  does not mount datastore `nas2`
            17 GiB of memory is free in all, and none on a host that could take it
            nearest is esx3: mount datastore `nas2` on it
                  web: {count: 21, image: ubuntu, flavor: small, networks: {eth0: VM Network}, clone: full, datastor…
                  ^^^
            """);
  }

  @Test
  void leavesOutAHostInMaintenance() {
    target = new SimulatorTarget(LAB.formatted("true", ", maintenance: true"));

    refused(
        apply(play("1 GiB", 31, "")),
        """
            site.yml:10:3: error: no place for `instance.web-31`: 1 vcpu, 1 GiB of ram and 8 GiB of disk fit no host of `/DC0/host/C0`, and a VM cannot span hosts:
              esx1  has no memory free beside 10 more of this plan
              esx2  has no memory free beside 10 more of this plan
              esx3  has no memory free beside 10 more of this plan
              esx4  is in maintenance mode
            no memory is free on any host
            nearest is esx4: take the host out of maintenance mode
                  web: {count: 31, image: ubuntu, flavor: small, networks: {eth0: VM Network}}
                  ^^^
            """);
  }

  @Test
  void leavesOutAHostThatProactiveHaEmpties() {
    target = new SimulatorTarget(LAB.formatted("true", ", quarantine: true"));

    Provisioning.Ended ended = apply(play("1 GiB", 31, ""));

    assertThat(ended.exit()).as(ended.all()).isEqualTo(1);
    assertThat(target.mutating()).isEmpty();
    assertThat(ended.err())
        .contains(
            "\n  esx4  is in quarantine: Proactive HA takes VMs off it\n",
            "\nnearest is esx4: repair it, or take it out of quarantine\n");
  }

  private static String version(String version) {
    return play("1 GiB", 1, "")
        .replace(
            "ram: 1 GiB}", "ram: 1 GiB, extra_specs: {\"vmware:hw_version\": " + version + "}}");
  }

  @Test
  void judgesHostsAwayThatDoNotRunItsVersion() {
    target =
        new SimulatorTarget(
            LAB.formatted("true", ", hardware: vmx-21")
                .replace("memory: 10 GiB", "memory: 10 GiB, hardware: vmx-19"));

    assertThat(why(version("vmx-21"), "instance.web-1").out())
        .contains(
            "esx1  no     yes  yes     yes       yes   yes      yes\n"
                + "      does not run hardware version vmx-21, but vmx-19\n")
        .contains("goes to esx4, nas1: the only host that fits");
    Provisioning.Ended made = apply(version("vmx-21"));
    assertThat(made.exit()).as(made.all()).isZero();
    assertThat(hostOf("web-1")).isEqualTo("esx4");
    assertThat(
            apply(
                    version("vmx-21")
                        .replace("ram: 1 GiB", "ram: 8 GiB")
                        .replace("name: ci", "name: two"))
                .err())
        .contains("\n  esx1  does not run hardware version vmx-21, but vmx-19\n");
    assertThat(apply(version("vmx-22").replace("name: ci", "name: two")).err())
        .contains("runs hardware version vmx-22; the nearest that one does is vmx-21\n");
  }

  @Test
  void aFirmwareThatItsGuestDoesNotBootWithIsAMistake() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    String image =
        "ubuntu: {source: disk.vmdk, properties: {vmware_ostype: dosGuest, hw_firmware_type: %s}}";
    String play = play("1 GiB", 1, "").replace("ubuntu: {template: ubuntu}", image);

    Provisioning.Ended refused = apply(play.formatted("uefi"));

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(target.mutating()).isEmpty();
    assertThat(refused.err())
        .contains(
            "guest `dosGuest` does not boot with firmware `efi` on `/DC0/host/C0`, but with `bios`");
    Provisioning.Ended made = apply(play.formatted("bios"));
    assertThat(made.exit()).as(made.all()).isZero();
  }

  @Test
  void doesNotMoveAVmToAHostThatDoesNotRunIt() {
    target = new SimulatorTarget(LAB.formatted("true", ", hardware: vmx-10"));
    assertThat(apply(version("vmx-19")).exit()).isZero();

    Provisioning.Ended moved =
        apply(version("vmx-19").replace("{count: 1,", "{count: 1, host: esx4,"));

    assertThat(moved.exit()).as(moved.all()).isEqualTo(1);
    assertThat(moved.err())
        .contains("no place for `instance.web-1`: ", "esx4  does not run hardware version vmx-19");
  }

  @Test
  void explainsAnInstanceThatHasVolumes() {
    String play =
        play("1 GiB", 2, ", volumes: {data: data}")
            .replace("count: 2, ", "")
            .replace("instances:", "volumes:\n  data: {size: 1 GiB, datastore: nas2}\ninstances:");

    Provisioning.Ended ended = why(play, "instance.web");

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out()).contains("goes to esx1, nas1: the most free memory of the 2 hosts");
  }

  private Provisioning.Ended why(String play, String... more) {
    target.resetCalls();
    return new Provisioning(target, folder, play).run("why", more);
  }

  @Test
  void saysWhyAnInstanceGoesWhereItGoes() {
    Provisioning.Ended ended = why(play("1 GiB", 3, ", server_group: web"), "instance.web-3");

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(target.mutating()).isEmpty();
    assertThat(ended.out())
        .isEqualTo(
            """
            instance.web-3
            1 vcpu, 1 GiB of ram and 8 GiB of disk; anti-affinity of `web`

              host  state  cpu  memory  reserved  disk  network  group
              esx1  yes    yes  yes     yes       yes   yes      no
                  has `web-1` of server group `web` (anti-affinity)
              esx2  yes    yes  yes     yes       yes   yes      no
                  has `web-2` of server group `web` (anti-affinity)
            > esx3  yes    yes  yes     yes       yes   yes      yes
                  has 10 GiB of memory free, and 1003.9 GiB on `nas1`
              esx4  yes    yes  yes     yes       yes   yes      yes
                  has 7 GiB of memory free, and 1003.9 GiB on `nas1`

            goes to esx3, nas1: the most free memory of the 2 hosts that fit
            """);
  }

  @Test
  void saysWhyAnInstanceGoesNowhere() {
    assertThat(why(play("1 GiB", 40, ""), "instance.web-40").out())
        .isEqualTo(
            """
            instance.web-40
            1 vcpu, 1 GiB of ram and 8 GiB of disk

              host  state  cpu  memory  reserved  disk  network  group
              esx1  yes    yes  no      yes       yes   yes      yes
                  has no memory free beside 10 more of this plan
              esx2  yes    yes  no      yes       yes   yes      yes
                  has no memory free beside 10 more of this plan
              esx3  yes    yes  no      yes       yes   yes      yes
                  has no memory free beside 10 more of this plan
              esx4  yes    yes  no      yes       yes   yes      yes
                  has no memory free beside 7 more of this plan

            fits nowhere
            no memory is free on any host
            nearest is esx1: declare 1 GiB of ram less
            vSphere overcommits memory: ram_allocation_ratio above 1 lets placement do so
            """);
  }

  @Test
  void saysWhereAnInstanceIsAndWouldGo() {
    String play = play("1 GiB", 2, ", server_group: web");
    assertThat(apply(play).exit()).isZero();

    assertThat(why(play, "instance.web-1").out())
        .isEqualTo(
            """
            instance.web-1    /DC0/vm/ci/web-1
            1 vcpu, 1 GiB of ram and 8 GiB of disk; anti-affinity of `web`

              host  state  cpu  memory  reserved  disk  network  group
            > esx1  yes    yes  yes     yes       yes   yes      yes
                  has 10 GiB of memory free, and 1021.9 GiB on `nas1`
              esx2  yes    yes  yes     yes       yes   yes      no
                  has `web-2` of server group `web` (anti-affinity)
              esx3  yes    yes  yes     yes       yes   yes      yes
                  has 10 GiB of memory free, and 1021.9 GiB on `nas1`
              esx4  yes    yes  yes     yes       yes   yes      yes
                  has 7 GiB of memory free, and 1021.9 GiB on `nas1`

            it is on esx1 now
            placed now it would go to esx1, nas1: the most free memory of the 3 hosts that fit
            """);
  }

  @Test
  void saysItToPrograms() {
    String json = why(play("1 GiB", 1, ""), "instance.web-1", "--format", "json").out();

    JsonObject placement =
        JsonParser.parseString(json)
            .getAsJsonObject()
            .getAsJsonArray("placements")
            .get(0)
            .getAsJsonObject();
    assertThat(placement.get("address").getAsString()).isEqualTo("instance.web-1");
    assertThat(placement.getAsJsonArray("places")).hasSize(4);
    assertThat(placement.getAsJsonArray("places").get(3).toString())
        .isEqualTo(
            "{\"host\":\"esx4\",\"fits\":true,\"chosen\":false,\"constraints\":{\"state\":true,"
                + "\"cpu\":true,\"memory\":true,\"reserved\":true,\"disk\":true,\"network\":true,\"group\":true},"
                + "\"reasons\":[\"has 7 GiB of memory free, and 1021.9 GiB on `nas1`\"]}");
    assertThat(placement.getAsJsonArray("remarks").toString())
        .isEqualTo("[\"goes to esx1, nas1: the most free memory of the 4 hosts that fit\"]");
  }

  private YavijavaClient stub() {
    return (YavijavaClient) target.otherClient();
  }

  private String hostOf(String vm) {
    Vim vim = stub().vim();
    return vim.property(
        vim.property(stub().at("/DC0/vm/ci/" + vm), "runtime.host", ManagedObjectReference.class),
        "name",
        String.class);
  }

  private void moveTo(String vm, String host) {
    VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
    spec.setHost(stub().at("/DC0/host/C0/" + host));
    Vim vim = stub().vim();
    TaskInfo moved =
        vim.ended(
            Vim.asked(() -> vim.api().relocateVM_Task(stub().at("/DC0/vm/ci/" + vm), spec, null)));
    assertThat(moved.getState()).isEqualTo(TaskInfoState.success);
  }

  private Provisioning.Ended plan(String play) {
    return new Provisioning(target, folder, play).plan("--exit-code");
  }

  @Test
  void keepsAGroupByPlacementAloneWhereDrsIsOff() {
    target = new SimulatorTarget(LAB.formatted("false", ""));
    String play = play("1 GiB", 3, ", server_group: web");
    Provisioning.Ended ended = apply(play);

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out())
        .contains("note: DRS is off on `/DC0/host/C0`: kept by placement alone\n");
    assertThat(target.mutating()).doesNotContainKey("ReconfigureComputeResource_Task");
    assertThat(List.of(hostOf("web-1"), hostOf("web-2"), hostOf("web-3"))).doesNotHaveDuplicates();

    moveTo("web-2", hostOf("web-1"));
    Provisioning.Ended plan = plan(play);
    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out())
        .contains("No changes.")
        .contains(
            "note: not as anti-affinity wants: `web-1`, `web-2` are all on esx1; nothing moves them"
                + " by itself: migrate one\n");

    Provisioning.Ended fourth = apply(play("1 GiB", 4, ", server_group: web"));
    assertThat(fourth.exit()).as(fourth.all()).isZero();
    assertThat(hostOf("web-4")).isNotIn("esx1", hostOf("web-3"));
  }

  @Test
  void aVmThatMovedIsNoDriftAndCountsWhereItIs() {
    String play = play("1 GiB", 2, ", server_group: web");
    assertThat(apply(play).exit()).isZero();
    moveTo("web-1", "esx4");

    Provisioning.Ended plan = plan(play);

    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out()).contains("No changes.");
    assertThat(why(play("1 GiB", 3, ", server_group: web"), "instance.web-3").out())
        .contains("\n  esx4  yes    yes  yes     yes       yes   yes      no\n");
  }

  @Test
  void placesWhatIsMadeAgainWhereTheOldOneWas() {
    String play = play("9 GiB", 3, "");
    assertThat(apply(play).exit()).isZero();

    Provisioning.Ended again =
        new Provisioning(target, folder, play).apply("--replace", "instance.web-2", "--yes");

    assertThat(again.exit()).as(again.all()).isZero();
  }

  @Test
  void reportsThatARecommendationOfDrsWaitsForAPerson() {
    target =
        new SimulatorTarget(LAB.formatted("true", "").replace("drs: true", "drs_mode: manual"));
    assertThat(apply(play("1 GiB", 1, ", power: off")).exit()).isZero();
    String on = play("1 GiB", 1, "");
    Provisioning.Ended waits = apply(on);

    assertThat(waits.exit()).isEqualTo(1);
    assertThat(waits.all())
        .contains(
            "it is waiting for approval: DRS of `/DC0/host/C0` does nothing by itself and recommends"
                + " `Power on virtual machine` on esx1");
    ClusterRecommendation[] open =
        stub()
            .vim()
            .property(stub().at("/DC0/host/C0"), "recommendation", ClusterRecommendation[].class);
    assertThat(open).hasSize(1);
    Vim.asked(
        () -> {
          stub().vim().api().applyRecommendation(stub().at("/DC0/host/C0"), open[0].getKey());
          return null;
        });
    Provisioning.Ended after = apply(on);
    assertThat(after.exit()).as(after.all()).isZero();
    assertThat(after.out()).contains("No changes.");
  }

  @Test
  void asksBeforeItSwitchesANewOneOnWhereDrsIsManual() {
    target =
        new SimulatorTarget(LAB.formatted("true", "").replace("drs: true", "drs_mode: manual"));

    Provisioning.Ended waits = apply(play("1 GiB", 1, ""));

    assertThat(waits.exit()).isEqualTo(1);
    assertThat(waits.all()).contains("it is waiting for approval: DRS of `/DC0/host/C0`");
    assertThat(stub().vm("/DC0/vm/ci/web-1").on()).isFalse();
    assertThat(target.mutating())
        .containsEntry("CloneVM_Task", 1)
        .containsEntry("PowerOnMultiVM_Task", 1)
        .doesNotContainKey("PowerOnVM_Task");
  }

  /** Both fit where memory is overcommitted, until the first of them runs. */
  private Provisioning.Ended crowded(String drs) {
    target = new SimulatorTarget(LAB.formatted(drs, ""));
    return apply(crowdedPlay());
  }

  private static String crowdedPlay() {
    return PLAY.formatted(
        ", ram_allocation_ratio: 2", "6 GiB", "soft-affinity", 2, ", server_group: web");
  }

  @Test
  void drsMakesRoomForOneWhoseHostFilledUpWhileItWasMade() {
    Provisioning.Ended ended = crowded("true");

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(target.mutating())
        .containsEntry("CloneVM_Task", 2)
        .containsEntry("PowerOnMultiVM_Task", 1)
        .doesNotContainKey("PowerOnVM_Task");
    assertThat(hostOf("web-1")).isNotEqualTo(hostOf("web-2"));
    assertThat(stub().vm("/DC0/vm/ci/web-1").on()).isTrue();
    assertThat(stub().vm("/DC0/vm/ci/web-2").on()).isTrue();
  }

  @Test
  void saysThatOneWasMadeAndIsOffWhereNobodyMakesRoom() {
    Provisioning.Ended ended = crowded("false");

    assertThat(ended.exit()).as(ended.all()).isEqualTo(1);
    assertThat(ended.all())
        .contains("does not have enough memory: 6144 MB are needed, 4096 MB are free")
        .contains("; it was made and is off: make room on esx1 and apply again");
    assertThat(target.mutating()).doesNotContainKey("PowerOnMultiVM_Task");
    String off = stub().vm("/DC0/vm/ci/web-1").on() ? "web-2" : "web-1";
    assertThat(stub().vm("/DC0/vm/ci/" + off).on()).isFalse();
    moveTo(off, "esx3");
    Provisioning.Ended after = new Provisioning(target, folder, crowdedPlay()).apply();
    assertThat(after.exit()).as(after.all()).isZero();
  }

  @Test
  void aRuleThatMustHoldStopsAPowerOnThatWouldBreakIt() {
    String play = play("1 GiB", 2, ", server_group: web");
    assertThat(apply(play).exit()).isZero();
    stub().power("/DC0/vm/ci/web-2", false);
    moveTo("web-2", hostOf("web-1"));
    Vim vim = stub().vim();

    TaskInfo ended =
        vim.ended(
            Vim.asked(
                () ->
                    vim.api()
                        .powerOnVM_Task(
                            stub().at("/DC0/vm/ci/web-2"), stub().at("/DC0/host/C0/esx1"))));

    assertThat(ended.getError().getFault()).isInstanceOf(RuleViolation.class);
  }

  @Test
  @NeedsReferee
  void asksDrsWhereItIsManualOrTheHostIsFull() {
    String play =
        Acceptance.play(
            """
            flavors:
              small: {vcpus: 1, ram: 64 MiB}
            instances:
              web: {image: base, flavor: small, networks: {eth0: private}, power: %s}
            """);
    try (VcsimTarget vcsim = new VcsimTarget()) {
      Provisioning provision = new Provisioning(vcsim, folder, play.formatted("off"));
      assertThat(provision.apply().exit()).isZero();
      provision.rewrite(play.formatted("on"));
      vcsim.taskFails("PowerOnVM_Task", "", "InsufficientHostMemoryCapacityFault");
      vcsim.resetCalls();
      Provisioning.Ended full = provision.apply();

      assertThat(full.exit()).as(full.all()).isZero();
      assertThat(vcsim.mutating())
          .containsEntry("PowerOnVM_Task", 1)
          .containsEntry("PowerOnMultiVM_Task", 1);
      assertThat(vcsim.otherClient().vm("/DC0/vm/ci/web").on()).isTrue();

      assertThat(provision.run("destroy", "--yes").exit()).isZero();
      provision.rewrite(play.formatted("on"));
      vcsim.referee().resetFaults();
      vcsim
          .referee()
          .fault(
              Rule.on("CloneVM_Task")
                  .taskFails("InsufficientHostMemoryCapacityFault")
                  .after()
                  .leavingItOff());
      vcsim.resetCalls();
      Provisioning.Ended off = provision.apply();

      assertThat(off.exit()).as(off.all()).isZero();
      assertThat(vcsim.mutating())
          .containsEntry("CloneVM_Task", 1)
          .containsEntry("PowerOnMultiVM_Task", 1)
          .doesNotContainKey("PowerOnVM_Task");
      assertThat(vcsim.otherClient().vm("/DC0/vm/ci/web").on()).isTrue();

      vcsim.otherClient().power("/DC0/vm/ci/web", false);
      vcsim.referee().govc("cluster.change", "-drs-mode", "manual", "/DC0/host/DC0_C0");
      vcsim.resetCalls();
      Provisioning.Ended manual = provision.apply();

      assertThat(manual.exit()).as(manual.all()).isZero();
      assertThat(vcsim.mutating()).containsEntry("PowerOnMultiVM_Task", 1);
      assertThat(vcsim.mutating()).doesNotContainKey("PowerOnVM_Task");
    }
  }
}
