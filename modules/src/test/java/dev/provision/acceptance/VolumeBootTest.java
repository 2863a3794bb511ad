package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances without an image, which boot from a volume as Nova's do. */
class VolumeBootTest extends Acceptance {
  private static final String BASE = "/DC0/vm/DC0_C0_RP0_VM0";
  private static final String WEB = "/DC0/vm/ci/web";
  private static final String BOOT = "[LocalDS_0] provision/volumes/ci/boot/boot.vmdk";

  @BeforeEach
  void nobodyWritesToTheImage() {
    target.otherClient().power(BASE, false);
  }

  private static String with(String instance) {
    return play(
        """
        flavors:
          small: {vcpus: 1, ram: 64 MiB, disk: 20 GiB, swap: 64 MiB}
        volumes:
          data: {size: 1 GiB}
          boot: {image: base}
        """
            + (instance.isEmpty()
                ? ""
                : "instances:\n  web: {flavor: small, %s}\n".formatted(instance)));
  }

  private static final String ROOT = "networks: {eth0: private}, volumes: {data: data, root: boot}";

  private List<String> files() {
    return target.otherClient().disks(WEB).stream().map(OtherClient.SeenDisk::file).toList();
  }

  @Test
  void theVolumeIsInTheFirstSlotAndOutlivesTheInstance() {
    Provisioning provision = provision(with(ROOT));

    converged(provision.run("check"));
    assertThat(converged(provision.plan()).out())
        .contains(
            "note: boots from volume `boot`; the disk of 20 GiB of flavor `small` is not made");
    converged(provision.apply());

    assertThat(files()).hasSize(3).contains(BOOT);
    assertThat(target.otherClient().vm(WEB).on()).isTrue();
    nothingIsLeft(provision);

    provision.rewrite(with(""));
    converged(provision.apply("--prune", "--yes"));
    assertThat(target.otherClient().files("[LocalDS_0] provision/volumes/ci/boot"))
        .contains("boot.vmdk");
    provision.rewrite(with(ROOT));
    converged(provision.apply());
    assertThat(files()).contains(BOOT);
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes"));
  }

  @Test
  void whatItBootsFromIsChangedOnlyWhileItIsOff() {
    String two = with(ROOT).replace("  boot:", "  next: {image: base}\n  boot:");
    Provisioning provision = provision(two);
    converged(provision.apply());

    provision.rewrite(two.replace("root: boot", "root: next"));
    Provisioning.Ended refused = provision.apply();
    assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
    assertThat(refused.out()).contains("this cannot change while it runs");
    converged(provision.apply("--yes"));

    assertThat(files()).contains(BOOT.replace("boot", "next"));
    nothingIsLeft(provision);
    converged(provision.run("destroy", "--yes"));
  }

  @Test
  void oneWithADiskOfItsOwnIsMadeAnewAndBack() {
    String image = "image: base, clone: full, networks: {eth0: private}, volumes: {data: data}";
    Provisioning provision = provision(with(image));
    converged(provision.apply());

    provision.rewrite(with(ROOT));
    assertThat(provision.plan().out()).contains("it boots from a disk of its own");
    converged(provision.apply("--replace", "instance.web", "--yes"));
    assertThat(files()).contains(BOOT);
    nothingIsLeft(provision);

    provision.rewrite(with(image));
    assertThat(provision.plan().out())
        .contains("it was made without a disk of its own")
        .doesNotContain("powers off");
    converged(provision.apply("--replace", "instance.web", "--yes"));
    assertThat(files()).doesNotContain(BOOT);
    nothingIsLeft(provision);
  }

  @Test
  void aVolumeOfNoImageBootsOnUsualHardware() {
    Provisioning provision =
        provision(
            with(ROOT)
                .replace("boot: {image: base}", "boot: {size: 2 GiB, adapter_type: paraVirtual}"));

    converged(provision.apply());

    assertThat(files()).contains(BOOT);
    nothingIsLeft(provision);
  }

  @Test
  void itIsNotRescued() {
    Provisioning provision = provision(with(ROOT));
    converged(provision.apply());

    Provisioning.Ended refused = provision.run("rescue", "instance.web");

    assertThat(refused.exit()).as(refused.all()).isNotZero();
    assertThat(refused.all())
        .contains("boots from a volume and has no disk of its own beside which a copy could lie");
  }

  @Test
  void whatDoesNotGoTogetherIsAMistake() {
    assertThat(mistake("image: base, " + ROOT))
        .contains(
            "it boots from image `base`, so no volume is its `root`: leave out `image` to boot from"
                + " `boot`, or give the volume another name here");
    assertThat(mistake("networks: {}"))
        .contains(
            "it has nothing to boot from: name an `image`, or a volume as in `volumes: {root:"
                + " boot}`");
    assertThat(mistake(ROOT + ", clone: full"))
        .contains("one that boots from a volume is no clone; leave `clone` out");
    assertThat(mistake(ROOT + ", customization: linux"))
        .contains("only a clone is customized, and one that boots from a volume is none");
  }

  private String mistake(String instance) {
    Provisioning.Ended ended = provision(with(instance)).run("check");
    assertThat(ended.exit()).as(ended.all()).isEqualTo(65);
    return ended.err();
  }

  @Test
  void theExampleConvergesAndGivesItsVolumesBack() {
    LabPlaybook example = new LabPlaybook(folder, "boot-from-volume.yml");

    assertThat(example.run("apply", "--yes")).contains("instance.mail: created").endsWith("exit 0");
    Rehearsed.afterApply("boot-from-volume.yml", example.run("rehearse"));
    assertThat(example.run("apply")).contains("No changes.").endsWith("exit 0");
    assertThat(example.run("destroy", "--yes")).endsWith("exit 0");
  }
}
