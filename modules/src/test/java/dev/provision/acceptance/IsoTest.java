package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.IsoFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Instances of an image that is no disk: a medium to boot from, and an empty disk to install on.
 */
class IsoTest extends OnEveryDatastore {
  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        installer: {source: installer.iso, properties: {vmware_ostype: ubuntu64Guest}}
      flavors:
        small: {vcpus: 1, ram: 64 MiB, disk: 2 GiB}
        diskless: {vcpus: 1, ram: 64 MiB}
      networks:
        private: {port_group: VM Network}
      instances:
        web: {count: 20, image: installer, flavor: small, networks: {eth0: private}}
        live: {image: installer, flavor: diskless, networks: {eth0: private}}
      """;

  @BeforeEach
  void write() throws Exception {
    IsoFile.write(folder.resolve("installer.iso"), 400, 7);
  }

  @Test
  void instancesGetTheMediumAndAnEmptyDiskOfTheFlavorsSize() {
    Provisioning provision = provision(PLAYBOOK);

    converged(provision.apply());

    OtherClient client = target.otherClient();
    for (String name : new String[] {"web-1", "web-20"}) {
      OtherClient.SeenVm web = client.vm("/DC0/vm/ci/" + name);
      assertThat(web.diskMib()).containsExactly(2048L);
      assertThat(web.cdroms()).singleElement().asString().matches(ISO);
      assertThat(web.extraConfig().get("provision.disks")).matches("\\d+:0");
      assertThat(web.on()).isTrue();
    }
    OtherClient.SeenVm live = client.vm("/DC0/vm/ci/live");
    assertThat(live.diskMib()).isEmpty();
    assertThat(live.cdroms()).singleElement().asString().matches(ISO);
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      assertThat(target.received()).hasSize(1);
    }
    nothingIsLeft(provision);
  }

  private static final String ISO = "\\[LocalDS_0\\] provision/images/installer-[0-9a-f]{12}\\.iso";

  @Test
  void theEmptyDiskGrowsWithItsFlavorAndGoesWithItsInstance() {
    Provisioning provision = provision(PLAYBOOK.replace("count: 20, ", ""));
    converged(provision.apply());

    provision.rewrite(PLAYBOOK.replace("count: 20, ", "").replace("disk: 2 GiB", "disk: 3 GiB"));
    converged(provision.apply());

    assertThat(target.otherClient().vm("/DC0/vm/ci/web").diskMib()).containsExactly(3072L);
    nothingIsLeft(provision);
    Provisioning.Ended gone = provision.run("destroy", "--yes");
    assertThat(gone.exit()).as(gone.all()).isZero();
    assertThat(target.otherClient().in("/DC0/vm/provision/images")).hasSize(1);
  }

  @Test
  void aMediumThatSomebodyDeletedIsSeenAndSentAgain() {
    // a server locks what a VM that runs has in its drive
    String one =
        PLAYBOOK.replace("count: 20, ", "power: off, ").replace("live: {", "live: {power: off, ");
    Provisioning provision = provision(one);
    converged(provision.apply());
    String file = target.otherClient().vm("/DC0/vm/ci/web").cdroms().get(0);
    String identity = target.otherClient().identity("/DC0/vm/ci/web");
    target.otherClient().deleteFile(file);
    boolean counts = target.whyNot(Target.Ability.COUNTS_CALLS) == null;
    if (counts) {
      target.resetCalls();
    }

    assertThat(provision.plan().steps())
        .contains(
            "~  image.installer", "file  (absent) -> [LocalDS_0] provision/images/installer-");
    if (counts) {
      assertThat(target.calls()).containsEntry("SearchDatastore_Task", 1);
      target.resetCalls();
    }
    converged(provision.apply());

    assertThat(target.otherClient().identity("/DC0/vm/ci/web")).isEqualTo(identity);
    if (counts) {
      assertThat(target.received()).hasSize(1);
      assertThat(target.mutating()).doesNotContainKeys("CreateVM_Task", "Destroy_Task");
    }
    nothingIsLeft(provision);
  }

  @Test
  void anUploadThatIsLostIsMadeAgainByTheSameApply() {
    target.needs(Target.Ability.BREAKS);
    target.replyIsLost("PUT /folder", 1);

    converged(provision(PLAYBOOK.replace("count: 20, ", "")).apply());

    assertThat(target.wentWrong()).isEqualTo(1);
    nothingIsLeft(provision(PLAYBOOK.replace("count: 20, ", "")));
  }

  @Test
  void theImagesFolderIsGlancesWhereThePlaybookSaysSo() {
    Provisioning provision =
        provision(PLAYBOOK.replace("count: 20, ", "")).connection("image_dir: /openstack_glance");

    converged(provision.apply());

    assertThat(target.otherClient().vm("/DC0/vm/ci/web").cdroms())
        .singleElement()
        .asString()
        .startsWith("[LocalDS_0] openstack_glance/installer-");
    nothingIsLeft(provision);
  }
}
