package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualSCSIController;
import com.vmware.vim25.VirtualSriovEthernetCard;
import com.vmware.vim25.VirtualVmxnet3;
import dev.provision.modules.images.OvfFile;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.Bench;
import dev.provision.vsphere.newer.SecureBootOptions;
import dev.provision.vsphere.newer.VirtualNVMEController;
import dev.provision.vsphere.newer.VirtualVmxnet3Vrdma;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secure boot and devices that are newer than vSphere 6.0, on every target. */
class SecureBootTest extends Acceptance {
  private static final long MIB = 1 << 20;

  private Vim vim;
  private Bench bench;

  @BeforeEach
  void connect() throws Exception {
    if (target instanceof SimulatorTarget simulator) {
      vim = simulator.vim();
    } else if (target instanceof VcsimTarget vcsim) {
      bench = Bench.of(vcsim.referee());
      bench.survey(new EnvironmentId("", "none"));
      vim = Vim.of(bench.api());
    }
    Assumptions.assumeTrue(vim != null, "no vim25 session of our own");
  }

  @AfterEach
  void disconnect() {
    if (bench != null) {
      bench.close();
    }
  }

  private ManagedObjectReference at(String path) {
    return Vim.asked(
        () -> vim.api().findByInventoryPath(vim.content().getSearchIndex(), path.substring(1)));
  }

  private VirtualMachineConfigInfo config(String path) {
    return vim.config(at(path));
  }

  private <T extends VirtualDevice> List<T> devices(String path, Class<T> type) {
    return Arrays.stream(config(path).getHardware().getDevice())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** An OVA with two disks on NVMe, of a machine that boots securely. */
  private String nvme(String image) throws Exception {
    String firmware = "<vmw:Config vmw:key=\"firmware\" vmw:value=\"efi\"/>";
    OvfFile.of(folder, "vmware.nvme.controller", 64 * MIB, 128 * MIB)
        .replacing("<rasd:ResourceType>6</", "<rasd:ResourceType>20</")
        .replacing(
            firmware,
            firmware
                + "<vmw:Config vmw:key=\"bootOptions.efiSecureBootEnabled\" vmw:value=\"true\"/>")
        .pack(folder.resolve("vm.ova"));
    return """
    name: ci
    vcenter: VCENTER
    images:
      base: {source: vm.ova%s}
    networks:
      private: {port_group: VM Network}
    flavors:
      small: {vcpus: 1, ram: 64 MiB, ephemeral: 1, swap: 64}
    instances:
      web: {image: base, flavor: small, networks: {eth0: private}, power: off}
    """
        .formatted(image);
  }

  private static boolean isSecure(VirtualMachineConfigInfo config) {
    return config.getBootOptions() instanceof SecureBootOptions boot
        && Boolean.TRUE.equals(boot.efiSecureBootEnabled);
  }

  @Test
  void whatAnOvfSaysOfSecureBootAndNvmeIsThereAndMoreDisksGoOnItsController() throws Exception {
    Provisioning provision = provision(nvme(""));

    converged(provision.apply());

    assertThat(isSecure(config("/DC0/vm/ci/web"))).isTrue();
    List<VirtualNVMEController> controllers =
        devices("/DC0/vm/ci/web", VirtualNVMEController.class);
    assertThat(controllers).hasSize(1);
    assertThat(devices("/DC0/vm/ci/web", VirtualSCSIController.class)).isEmpty();
    assertThat(devices("/DC0/vm/ci/web", VirtualDisk.class))
        .hasSize(4)
        .extracting(VirtualDisk::getControllerKey)
        .containsOnly(controllers.get(0).getKey());
    nothingIsLeft(provision);
  }

  @Test
  void secureBootIsSwitchedOffByTheImagesWordAndOnAgain() throws Exception {
    Provisioning provision = provision(nvme(", properties: {os_secure_boot: disabled}"));
    converged(provision.apply());
    assertThat(isSecure(config("/DC0/vm/ci/web"))).isFalse();
    nothingIsLeft(provision);

    Assumptions.assumeFalse(
        target instanceof VcsimTarget,
        "vcsim's clones forget their source's firmware (virtual_machine.go, CloneVMTask)");
    provision.rewrite(nvme(", properties: {os_secure_boot: required}"));
    assertThat(provision.plan().out()).contains("secure_boot").contains("false -> true");
    converged(provision.apply("--yes"));

    assertThat(isSecure(config("/DC0/vm/ci/web"))).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void nvmeNeedsANewerHardwareVersionThanTheImageIsToHave() throws Exception {
    Provisioning.Ended refused = provision(nvme(", hw_version: vmx-11")).plan();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains("error: an NVMe controller needs hardware version vmx-13, and it has vmx-11");
  }

  private void add(VirtualEthernetCard card) {
    VirtualEthernetCardNetworkBackingInfo backing = new VirtualEthernetCardNetworkBackingInfo();
    backing.setDeviceName("VM Network");
    card.setBacking(backing);
    card.setKey(-1);
    VirtualDeviceConfigSpec add = new VirtualDeviceConfigSpec();
    add.setOperation(VirtualDeviceConfigSpecOperation.add);
    add.setDevice(card);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {add});
    vim.ended(Vim.asked(() -> vim.api().reconfigVM_Task(at("/DC0/vm/DC0_C0_RP0_VM0"), spec)));
  }

  @Test
  void noNicOfTheTemplateIsHiddenInAClone() {
    add(new VirtualVmxnet3Vrdma());
    add(new VirtualSriovEthernetCard());
    assertThat(devices("/DC0/vm/DC0_C0_RP0_VM0", VirtualVmxnet3Vrdma.class)).hasSize(1);
    assertThat(devices("/DC0/vm/DC0_C0_RP0_VM0", VirtualSriovEthernetCard.class)).hasSize(1);
    Provisioning provision = provision(plain());

    converged(provision.apply());

    assertThat(devices("/DC0/vm/ci/web", VirtualEthernetCard.class))
        .singleElement()
        .isExactlyInstanceOf(VirtualVmxnet3.class);
    nothingIsLeft(provision);
  }

  @Test
  void aVolumeGoesOnNvmeWhereItIsToldTo() throws Exception {
    String declared =
        nvme("")
            .replace(
                "instances:", "volumes:\n  data: {size: 1 GiB, adapter_type: nvme}\ninstances:")
            .replace("power: off", "power: off, volumes: {data: data}");
    Provisioning provision = provision(declared);

    converged(provision.apply());

    int nvme = devices("/DC0/vm/ci/web", VirtualNVMEController.class).get(0).getKey();
    assertThat(devices("/DC0/vm/ci/web", VirtualDisk.class))
        .hasSize(5)
        .extracting(VirtualDisk::getControllerKey)
        .containsOnly(nvme);
    assertThat(devices("/DC0/vm/ci/web", VirtualController.class))
        .noneMatch(VirtualSCSIController.class::isInstance);
    nothingIsLeft(provision);
  }
}
