package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.acceptance.GuestTargets.Bed;
import dev.provision.modules.images.StreamOptimizedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of Glance's properties, row by row: what the server has of each in vim25's own fields.
 */
class ImagePropertiesTest {
  private static final String IMAGES = "/DC0/vm/provision/images";

  /** Properties that an image may have, and the field of its template that shows them. */
  private enum Row {
    STREAM_ON_IDE(
        "vmware_disktype: streamOptimized, vmware_adaptertype: ide, vmware_ostype: ubuntu64Guest,"
            + " hw_firmware_type: uefi",
        "VirtualIDEController thin=true eager=false ubuntu64Guest nested=false efi"),
    LSI_LOGIC(
        "vmware_disktype: preallocated, vmware_adaptertype: lsiLogic,"
            + " os_distro: windowsHyperVGuest, hw_firmware_type: bios",
        "VirtualLsiLogicController thin=false eager=false windowsHyperVGuest nested=true bios"),
    LSI_LOGIC_SAS(
        "vmware_disktype: thin, vmware_adaptertype: lsiLogicsas, vmware_ostype: vmkernel5Guest",
        "VirtualLsiLogicSASController thin=true eager=false vmkernel5Guest nested=true bios"),
    BUS_LOGIC(
        "vmware_disktype: thick, vmware_adaptertype: busLogic, vmware_ostype: vmkernel6Guest",
        "VirtualBusLogicController thin=false eager=false vmkernel6Guest nested=true bios"),
    PARA_VIRTUAL(
        "vmware_disktype: eagerZeroedThick, vmware_adaptertype: paraVirtual,"
            + " vmware_ostype: vmkernel65Guest",
        "ParaVirtualSCSIController thin=false eager=true vmkernel65Guest nested=true bios"),
    DISK_BUS_IDE(
        "hw_disk_bus: ide",
        "VirtualIDEController thin=true eager=false otherGuest64 nested=false bios"),
    DISK_BUS_SCSI(
        "hw_disk_bus: scsi",
        "VirtualLsiLogicController thin=true eager=false otherGuest64 nested=false bios"),
    SCSI_MODEL(
        "hw_disk_type: thick, hw_disk_bus: scsi, hw_scsi_model: lsisas1068",
        "VirtualLsiLogicSASController thin=false eager=false otherGuest64 nested=false bios"),
    SCSI_MODEL_PV(
        "hw_scsi_model: vmpvscsi",
        "ParaVirtualSCSIController thin=true eager=false otherGuest64 nested=false bios");

    private final String properties;
    private final String shown;

    Row(String properties, String shown) {
      this.properties = properties;
      this.shown = shown;
    }

    /** Images of one file are made beside each other; the one that is replaced has its own. */
    String file() {
      return this == STREAM_ON_IDE ? "ide.vmdk" : this == BUS_LOGIC ? "other.raw" : "disk.raw";
    }

    String image() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @TempDir Path folder;

  private String playbook() throws Exception {
    byte[] disk = disk();
    Files.write(folder.resolve("disk.raw"), disk);
    disk[0] = 1;
    Files.write(folder.resolve("other.raw"), disk);
    StreamOptimizedFile.ofCapacity(2 << 20).withAdapter("ide").write(folder.resolve("ide.vmdk"));
    StringBuilder images = new StringBuilder();
    for (Row row : Row.values()) {
      images.append(
          "  %s: {source: %s, properties: {%s}}\n"
              .formatted(row.image(), row.file(), row.properties));
    }
    return """
        name: ci
        vcenter: VCENTER
        networks:
          private: {port_group: VM Network}
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        images:
        """
        + images
        + """
          asks:
            source: disk.raw
            visibility: private
            properties: {hw_vif_model: e1000e, img_linked_clone: false}
          plain: {source: disk.raw}
        instances:
          asked: {image: asks, flavor: small, networks: {eth0: private}}
          says:
            image: asks
            flavor: small
            clone: linked
            networks: {eth0: {network: private, model: vmxnet3}}
          plain: {image: plain, flavor: small, networks: {eth0: private}}
          lsi: {image: lsi-logic, flavor: small}
          efi: {image: stream-on-ide, flavor: small}
        """;
  }

  private static byte[] disk() {
    byte[] disk = new byte[2 << 20];
    disk[510] = 0x55;
    disk[511] = (byte) 0xAA;
    return disk;
  }

  @ParameterizedTest
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void areReadBackFromTheServer(Supplier<Target> start) throws Exception {
    try (Bed bed = new Bed(start.get(), folder, playbook())) {
      Acceptance.converged(bed.provision.apply());

      for (Row row : Row.values()) {
        assertThat(shown(bed.config(template(bed, row.image()))))
            .as(row.properties)
            .isEqualTo(row.shown);
      }
      assertThat(nic(bed, "asked")).isEqualTo("VirtualE1000e");
      assertThat(nic(bed, "says")).isEqualTo("VirtualVmxnet3");
      assertThat(isLinked(bed, "asked")).isFalse();
      if (bed.target.appliesWholeCloneSpec()) {
        // vcsim makes every clone a full one, with the firmware of a new VM: VcsimDifferencesTest
        assertThat(isLinked(bed, "says")).isTrue();
        assertThat(isLinked(bed, "plain")).isTrue();
        assertThat(bed.config("/DC0/vm/ci/lsi").getNestedHVEnabled()).isTrue();
        assertThat(bed.config("/DC0/vm/ci/efi").getFirmware()).isEqualTo("efi");
      }
      bed.nothingIsLeft();
      aLaterChangeIsSeen(bed);
    }
  }

  private void aLaterChangeIsSeen(Bed bed) throws Exception {
    bed.provision.rewrite(
        playbook()
            .replace("visibility: private", "visibility: public")
            .replace(
                "vmware_disktype: thick, vmware_adaptertype: busLogic, vmware_ostype:"
                    + " vmkernel6Guest",
                "vmware_disktype: thin, vmware_adaptertype: lsiLogic, vmware_ostype: otherGuest64,"
                    + " hw_firmware_type: uefi"));

    Provisioning.Ended ended =
        bed.provision.apply("--replace", "image.bus-logic", "--allow", "replace");

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out().replaceAll(" {2,}", "  "))
        .contains("visibility  private -> public")
        .contains("properties.vmware_disktype  thick -> thin")
        .contains("properties.vmware_adaptertype  busLogic -> lsiLogic")
        .contains("properties.vmware_ostype  vmkernel6Guest -> otherGuest64")
        .contains("properties.hw_firmware_type  bios -> efi");
    assertThat(bed.config(template(bed, "asks")).getAnnotation()).contains(", visibility public");
    assertThat(shown(bed.config(template(bed, "bus-logic"))))
        .isEqualTo("VirtualLsiLogicController thin=true eager=false otherGuest64 nested=false efi");
    bed.nothingIsLeft();
  }

  private static String template(Bed bed, String image) {
    List<String> found = new ArrayList<>();
    for (String name : bed.target.otherClient().in(IMAGES)) {
      if (name.substring(0, name.lastIndexOf('-')).equals(image)) {
        found.add(IMAGES + "/" + name);
      }
    }
    assertThat(found).as(image).hasSize(1);
    return found.get(0);
  }

  private static String shown(VirtualMachineConfigInfo config) {
    VirtualDisk disk = disk(config);
    String controller =
        Arrays.stream(config.getHardware().getDevice())
            .filter(device -> device.getKey() == disk.getControllerKey())
            .map(device -> device.getClass().getSimpleName())
            .findFirst()
            .orElseThrow();
    VirtualDiskFlatVer2BackingInfo backing = base(disk);
    return controller
        + " thin="
        + on(backing.getThinProvisioned())
        + " eager="
        + on(backing.getEagerlyScrub())
        + " "
        + config.getGuestId()
        + " nested="
        + on(config.getNestedHVEnabled())
        + " "
        + config.getFirmware();
  }

  private static boolean on(Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }

  private static VirtualDisk disk(VirtualMachineConfigInfo config) {
    return Arrays.stream(config.getHardware().getDevice())
        .filter(VirtualDisk.class::isInstance)
        .map(VirtualDisk.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The file below the snapshots. */
  private static VirtualDiskFlatVer2BackingInfo base(VirtualDisk disk) {
    VirtualDiskFlatVer2BackingInfo backing = (VirtualDiskFlatVer2BackingInfo) disk.getBacking();
    while (backing.getParent() != null) {
      backing = backing.getParent();
    }
    return backing;
  }

  private static boolean isLinked(Bed bed, String name) {
    VirtualDisk disk = disk(bed.config("/DC0/vm/ci/" + name));
    return ((VirtualDiskFlatVer2BackingInfo) disk.getBacking()).getParent() != null;
  }

  private static String nic(Bed bed, String name) {
    VirtualDevice[] devices = bed.config("/DC0/vm/ci/" + name).getHardware().getDevice();
    return Arrays.stream(devices)
        .filter(VirtualEthernetCard.class::isInstance)
        .map(device -> device.getClass().getSimpleName())
        .findFirst()
        .orElseThrow();
  }
}
