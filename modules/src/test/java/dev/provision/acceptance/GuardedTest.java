package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.vsphere.newer.KeyedConfigInfo;
import dev.provision.vsphere.newer.KeyedFlatBacking;
import dev.provision.vsphere.newer.SecureBootOptions;
import dev.provision.vsphere.newer.VirtualTPM;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secure boot, virtual TPMs and encryption by storage policy, declared, read back and changed. On
 * the simulator: vcsim keeps no storage policies, without which nothing is encrypted; what it does
 * of the rest is in {@link SecureBootTest}.
 */
class GuardedTest {
  private static final String LAB =
      SimulatorTarget.LAB
              .replace("DC0_SEED: {", "DC0_SEED: {firmware: efi, snapshot: base, ")
              .replace("storage_policies: {", "storage_policies: {Encryption: [LocalDS_0], ")
          + "key_providers: [native, kmip]\n";

  private static final String VM = "/DC0/vm/ci/web";

  @TempDir Path folder;

  private static String play(String specs, String instance) {
    return """
    name: ci
    vcenter: VCENTER
    images:
      base: {template: /DC0/vm/DC0_SEED}
    networks:
      private: {port_group: VM Network}
    flavors:
      small: {vcpus: 1, ram: 64 MiB, ephemeral: 1, extra_specs: {%s}}
    instances:
      web: {image: base, flavor: small, networks: {eth0: private}%s}
    """
        .formatted(specs, instance);
  }

  private static final String ALL =
      "\"os:secure_boot\": required, \"hw:tpm_version\": 2.0, \"vmware:storage_policy\":"
          + " Encryption";

  private static VirtualMachineConfigInfo config(SimulatorTarget target) {
    return target.vim().config(target.stub().at(VM));
  }

  private static List<String> keys(VirtualMachineConfigInfo config) {
    List<String> keys = new ArrayList<>();
    for (VirtualDevice device : config.getHardware().getDevice()) {
      if (device instanceof VirtualDisk disk) {
        keys.add(disk.getBacking() instanceof KeyedFlatBacking keyed ? keyed.keyId.keyId : "none");
      }
    }
    return keys;
  }

  private static void isGuarded(VirtualMachineConfigInfo config) {
    assertThat(((SecureBootOptions) config.getBootOptions()).efiSecureBootEnabled).isTrue();
    assertThat(config.getHardware().getDevice()).hasAtLeastOneElementOfType(VirtualTPM.class);
    assertThat(((KeyedConfigInfo) config).keyId.providerId.id).isEqualTo("native");
  }

  private static void isDone(Provisioning provision) {
    Provisioning.Ended again = provision.plan("--exit-code");
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(again.out()).contains("No changes.");
  }

  @Test
  void allOfItIsThereWithTheCloneAndNothingIsLeftToDo() {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning provision = new Provisioning(target, folder, play(ALL, ", encrypted: true"));

      Acceptance.converged(provision.apply());

      VirtualMachineConfigInfo config = config(target);
      isGuarded(config);
      String key = ((KeyedConfigInfo) config).keyId.keyId;
      assertThat(keys(config)).containsExactly(key, key);
      isDone(provision);
      Provisioning.Ended rehearsed = provision.run("rehearse");
      assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    }
  }

  @Test
  void aMachineThatIsThereGetsItWhileItIsOff() {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning provision = new Provisioning(target, folder, play("", ", clone: full"));
      Acceptance.converged(provision.apply());
      assertThat(keys(config(target))).containsExactly("none", "none");

      provision.rewrite(play(ALL, ", clone: full, encrypted: true"));
      Provisioning.Ended plan = provision.plan();
      assertThat(plan.out())
          .contains("secure_boot")
          .contains("secure boot is switched while it is off")
          .contains("(absent) -> 2.0")
          .contains("a virtual TPM is added while it is off")
          .contains("encrypted")
          .contains("it is encrypted while it is off")
          .contains("site.yml:8:");
      Acceptance.converged(provision.apply("--yes"));

      VirtualMachineConfigInfo config = config(target);
      isGuarded(config);
      assertThat(keys(config)).doesNotContain("none").hasSize(2);
      isDone(provision);
    }
  }

  @Test
  void whatIsNoLongerDeclaredIsLeftAloneButSecureBootThatIsDisabledGoes() {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning provision = new Provisioning(target, folder, play(ALL, ", encrypted: true"));
      Acceptance.converged(provision.apply());

      provision.rewrite(play("", ""));
      isDone(provision);
      provision.rewrite(play("\"os:secure_boot\": disabled", ""));
      assertThat(provision.plan().out()).contains("secure_boot").contains("true -> false");
      Acceptance.converged(provision.apply("--yes"));

      assertThat(((SecureBootOptions) config(target).getBootOptions()).efiSecureBootEnabled)
          .isFalse();
      assertThat(config(target).getHardware().getDevice())
          .hasAtLeastOneElementOfType(VirtualTPM.class);
    }
  }

  @Test
  void aDiskThatIsAddedToAnEncryptedMachineIsEncryptedToo() {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      String declared = play(ALL, ", encrypted: true");
      Provisioning provision = new Provisioning(target, folder, declared);
      Acceptance.converged(provision.apply());

      provision.rewrite(declared.replace("ephemeral: 1,", "ephemeral: 1, swap: 64,"));
      Acceptance.converged(provision.apply("--yes"));

      assertThat(keys(config(target))).doesNotContain("none").hasSize(3);
      isDone(provision);
    }
  }

  private Provisioning.Ended refused(String lab, String playbook) {
    try (SimulatorTarget target = new SimulatorTarget(lab)) {
      Provisioning.Ended refused = new Provisioning(target, folder, playbook).apply("--yes");
      assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
      assertThat(target.mutating()).isEmpty();
      return refused;
    }
  }

  @Test
  void withoutAKeyProviderThePlanSaysSo() {
    String none = LAB.replace("[native, kmip]", "[]");
    assertThat(refused(none, play("\"hw:tpm_version\": 2.0", "")).err())
        .contains(
            "error: a virtual TPM needs a key provider, and this vCenter has no key provider; add"
                + " one, such as a native key provider");
    assertThat(refused(none, play(ALL.substring(ALL.indexOf("\"vm")), ", encrypted: true")).err())
        .contains("site.yml:10:")
        .contains("error: encryption needs a key provider, and this vCenter has no key provider");
  }

  @Test
  void whatDoesNotGoTogetherIsAMistake() {
    assertThat(refused(LAB, play("", ", encrypted: true")).err())
        .contains(
            "error: encryption needs a storage policy of encryption: give flavor `small` the extra"
                + " spec vmware:storage_policy");
    assertThat(refused(LAB, play(ALL, ", encrypted: true, clone: linked")).err())
        .contains(
            "error: a linked clone shares its image's plain disk and cannot be encrypted; leave it"
                + " out");
    String bios = LAB.replace("firmware: efi", "firmware: bios");
    assertThat(refused(bios, play("\"os:secure_boot\": required", "")).err())
        .contains("error: secure boot needs firmware efi, and image `base` has bios");
    assertThat(refused(bios, play("\"hw:tpm_version\": 2.0", "")).err())
        .contains("error: a virtual TPM needs firmware efi, and image `base` has bios");
    String both =
        play("\"os:secure_boot\": required", "")
            .replace("DC0_SEED}", "DC0_SEED, properties: {os_secure_boot: disabled}}");
    assertThat(refused(LAB, both).err())
        .contains(
            "error: flavor `small` says os:secure_boot=required, image `base` says"
                + " os_secure_boot=disabled");
  }

  @Test
  void whatTheServerIsTooOldForIsRefusedAndTheRestIsHad() {
    String old = LAB.replaceFirst("(?m)^speed:", "version: 6.5\nspeed:");
    assertThat(refused(old, play("\"hw:tpm_version\": 2.0", "")).err())
        .contains("error: a virtual TPM needs vSphere 6.7, and this server speaks API 6.5");
    try (SimulatorTarget target = new SimulatorTarget(old)) {
      Provisioning provision =
          new Provisioning(
              target,
              folder,
              play(ALL.replace(" \"hw:tpm_version\": 2.0,", ""), ", encrypted: true"));
      Acceptance.converged(provision.apply());
      assertThat(keys(config(target))).doesNotContain("none").hasSize(2);
      isDone(provision);
    }
  }

  @Test
  void secureBootThatIsOptionalIsThereOnlyWithEfi() {
    for (String firmware : List.of("efi", "bios")) {
      try (SimulatorTarget target =
          new SimulatorTarget(LAB.replace("firmware: efi", "firmware: " + firmware))) {
        Provisioning provision =
            new Provisioning(target, folder, play("\"os:secure_boot\": optional", ""));
        Acceptance.converged(provision.apply());
        boolean on =
            config(target).getBootOptions() instanceof SecureBootOptions boot
                && Boolean.TRUE.equals(boot.efiSecureBootEnabled);
        assertThat(on).isEqualTo(firmware.equals("efi"));
        isDone(provision);
      }
    }
  }

  @Test
  void theExampleIsPlannedConvergedRehearsedAndDestroyed() {
    LabPlaybook secure = new LabPlaybook(folder, "secure.yml");
    assertThat(secure.run("rehearse")).endsWith("exit 0");
    assertThat(secure.run("apply")).endsWith("exit 0");
    Rehearsed.afterApply("secure.yml", secure.run("rehearse"));
    assertThat(secure.run("plan", "--exit-code")).contains("No changes.").endsWith("exit 0");
    assertThat(secure.run("destroy", "--yes")).endsWith("exit 0");
  }

  private static long count(VirtualMachineConfigInfo config, Class<?> type) {
    return Arrays.stream(config.getHardware().getDevice()).filter(type::isInstance).count();
  }

  @Test
  void aCloneOfATemplateWithAVirtualTpmHasOne() {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning provision =
          new Provisioning(target, folder, play("\"hw:tpm_version\": 2.0", ", clone: full"));
      Acceptance.converged(provision.apply());
      String copy =
          play("\"hw:tpm_version\": 2.0", ", clone: full")
              .replace("name: ci", "name: copy")
              .replace("/DC0/vm/DC0_SEED", VM);
      Provisioning second = new Provisioning(target, folder, copy);
      Acceptance.converged(second.apply());

      assertThat(count(target.vim().config(target.stub().at("/DC0/vm/copy/web")), VirtualTPM.class))
          .isEqualTo(1);
      isDone(second);
    }
  }
}
