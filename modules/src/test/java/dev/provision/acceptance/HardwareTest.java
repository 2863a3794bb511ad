package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import org.junit.jupiter.api.Test;

/** Virtual hardware and guests are asked of the servers before anything is made. */
class HardwareTest extends Acceptance {
  private static String version(String version) {
    return one(
        "vcpus: 1, ram: 64 MiB, extra_specs: {\"vmware:hw_version\": " + version + "}",
        "networks: {eth0: private}");
  }

  private static String guest(String properties) {
    return """
    name: ci
    vcenter: VCENTER
    images:
      base: {source: disk.vmdk, properties: {%s}}
    """
        .formatted(properties);
  }

  private long questions() {
    return target.calls().entrySet().stream()
        .filter(call -> call.getKey().startsWith("QueryConfigOption"))
        .mapToLong(call -> call.getValue())
        .sum();
  }

  @Test
  void aVersionThatNoHostRunsIsAMistakeWithTheNearest() {
    target.resetCalls();

    Provisioning.Ended refused = provision(version("vmx-99")).apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains("error: flavor `small`: no host of `/DC0/host/DC0_C0` runs hardware version")
        .containsPattern("version vmx-99; the nearest that one does is vmx-2\\d\n");
    assertThat(target.mutating()).isEmpty();
    assertThat(questions()).isEqualTo(1);
  }

  @Test
  void aVersionThatHostsRunIsMadeAndAskedForInOneCall() {
    Provisioning provision = provision(version("vmx-20"));

    converged(provision.apply());

    nothingIsLeft(provision);
  }

  @Test
  void aPlaybookThatNamesNoneAsksForNone() {
    target.resetCalls();

    converged(provision(plain()).apply());

    assertThat(questions()).isZero();
  }

  @Test
  void aGuestThatNoHostKnowsIsAMistakeWithTheNearest() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    target.resetCalls();

    Provisioning.Ended refused = provision(guest("vmware_ostype: ubunut64Guest")).apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains("knows the guest `ubunut64Guest`; did you mean `ubuntu64Guest`?")
        .contains("site.yml:4:");
    assertThat(target.mutating()).isEmpty();
    assertThat(questions()).isEqualTo(1);
  }

  @Test
  void aFaultInThePlaceOfTheListOfGuestsIsTheSameMistake() throws Exception {
    target.needs(Target.Ability.BREAKS);
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    target.callFails("QueryConfigOptionEx", "InvalidArgument", 1);
    target.resetCalls();

    Provisioning.Ended refused = provision(guest("vmware_ostype: windws9_64Guest")).apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains("knows the guest `windws9_64Guest`; did you mean `windows9_64Guest`?")
        .contains("site.yml:4:");
    assertThat(questions()).isEqualTo(2);
  }

  @Test
  void anotherFaultSaysAboutWhichGuestTheServerWasAsked() throws Exception {
    target.needs(Target.Ability.BREAKS);
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    target.callFails("QueryConfigOptionEx", "NotSupported", 9);

    Provisioning.Ended refused = provision(guest("vmware_ostype: rhel9_64Guest")).plan();

    assertThat(refused.exit()).as(refused.all()).isNotZero().isNotEqualTo(70);
    assertThat(refused.err()).contains("it was asked about the guest `rhel9_64Guest`: ");
  }

  @Test
  void aGuestIsAskedForUntilItsImageIsThere() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    Provisioning provision = provision(guest("vmware_ostype: rhel9_64Guest"));
    assertThat(provision.apply().exit()).isZero();
    target.resetCalls();

    assertThat(provision.plan("--exit-code").exit()).isZero();

    assertThat(questions()).isZero();
  }

  /** An image of a file, and an instance of a flavor that names a version. */
  private String uploaded(String image, String version) throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    return """
    name: ci
    vcenter: VCENTER
    images:
      base: {source: disk.vmdk%s}
    networks:
      private: {port_group: VM Network}
    flavors:
      small: {vcpus: 1, ram: 64 MiB, extra_specs: {"vmware:hw_version": %s}}
    instances:
      web: {image: base, flavor: small, networks: {eth0: private}, power: off}
    """
        .formatted(image, version);
  }

  @Test
  void aVersionBelowWhatTheImageIsAboutToGetIsRefusedBeforeItIsUploaded() throws Exception {
    target.resetCalls();

    Provisioning.Ended refused = provision(uploaded("", "vmx-10")).apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .containsPattern(
            "error: flavor `small` wants hardware version vmx-10, image `base` is about to be made"
                + " with vmx-\\d+, and a hardware version is never lowered; give the image"
                + " `hw_version: vmx-10`")
        .contains("site.yml:10:30");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void anImageMadeWithAnOlderVersionGivesItToItsInstances() throws Exception {
    Provisioning provision = provision(uploaded(", hw_version: vmx-10", "vmx-10"));

    Provisioning.Ended made = provision.apply();

    assertThat(made.exit()).as(made.all()).isZero();
    assertThat(provision.plan("--exit-code").exit()).isZero();
  }

  @Test
  void aFlavorRaisesTheVersionOfAnOlderImage() throws Exception {
    Provisioning provision = provision(uploaded(", hw_version: vmx-10", "vmx-13"));

    Provisioning.Ended made = provision.apply();

    assertThat(made.exit()).as(made.all()).isZero();
    assertThat(provision.plan("--exit-code").exit()).isZero();
  }

  @Test
  void anImagesVersionIsReadBackAndAnotherOneIsMadeAnew() throws Exception {
    String alone = uploaded(", hw_version: vmx-10", "vmx-10").split("networks:")[0];
    Provisioning provision = provision(alone);
    assertThat(provision.apply().exit()).isZero();
    assertThat(provision.plan("--exit-code").exit()).isZero();

    provision.rewrite(alone.replace("vmx-10", "vmx-11"));

    assertThat(provision.plan().out())
        .contains("hw_version")
        .contains("vmx-10 -> vmx-11")
        .contains("a template's hardware cannot be changed");
  }

  @Test
  void anImagesVersionThatNoHostRunsOrThatIsNoneIsAMistake() throws Exception {
    String alone = uploaded(", hw_version: vmx-99", "vmx-10").split("networks:")[0];
    Provisioning provision = provision(alone);

    assertThat(provision.plan().err())
        .contains("no host of `/DC0/host/DC0_C0` runs hardware version vmx-99")
        .contains("site.yml:4:");

    provision.rewrite(alone.replace("vmx-99", "13"));
    assertThat(provision.plan().err())
        .contains("error: `hw_version` must be like vmx-19, not `13`");
  }
}
