package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualAHCIController;
import com.vmware.vim25.VirtualBusLogicController;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualLsiLogicController;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.acceptance.GuestTargets.Bed;
import dev.provision.modules.images.OvfFile;
import dev.provision.modules.images.file.QemuImgCommand;
import dev.provision.referee.NeedsQemuImg;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of every format: each lands on the server as the disks that its file holds. */
@NeedsQemuImg
class ImageFormatsTest {
  private static final long MIB = 1 << 20;
  private static final String IMAGES = "/DC0/vm/provision/images/";

  @TempDir Path folder;

  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        sparse:
          source: sparse.vmdk
          disk_format: vmdk
          container_format: bare
          visibility: public
          properties: {vmware_disktype: sparse, vmware_adaptertype: ide}
        flat: {source: flat.vmdk, properties: {vmware_disktype: thin}}
        stream: {source: stream.vmdk}
        raw: {source: disk.raw, disk_format: raw}
        qcow2: {source: disk.qcow2, disk_format: qcow2, properties: {hw_disk_bus: ide}}
        ova: {source: vm.ova, container_format: ova}
        ovf: {source: ovf/vm.ovf, container_format: ovf}
        sata: {source: sata.ova}
        remote: {source: "URL", sha256: SHA256}
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      instances:
        twin: {image: ova, flavor: small}
        copy: {image: ova, flavor: small, clone: full}
        ahci: {image: sata, flavor: small}
      """;

  private String write(HttpServer server) throws Exception {
    QemuImgCommand qemu = new QemuImgCommand(folder);
    Path raw = qemu.raw("disk.raw", 40 * MIB);
    qemu.convert(raw, "vmdk", "subformat=monolithicSparse,adapter_type=ide", "sparse.vmdk");
    qemu.convert(raw, "vmdk", "subformat=monolithicFlat,adapter_type=buslogic", "flat.vmdk");
    qemu.convert(raw, "vmdk", "subformat=streamOptimized,adapter_type=lsilogic", "stream.vmdk");
    qemu.convert(raw, "qcow2", "", "disk.qcow2");
    OvfFile ovf = OvfFile.of(folder, "VirtualSCSI", 64 * MIB, 128 * MIB).withManifest("SHA256");
    ovf.pack(folder.resolve("vm.ova"));
    ovf.write(folder.resolve("ovf"));
    OvfFile.of(folder, "AHCI", 64 * MIB, 128 * MIB)
        .replacing("<rasd:ResourceType>6</", "<rasd:ResourceType>20</")
        .pack(folder.resolve("sata.ova"));
    byte[] bytes = Files.readAllBytes(folder.resolve("sparse.vmdk"));
    server.createContext(
        "/sparse.vmdk",
        exchange -> {
          if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
          }
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    String url =
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + "/sparse.vmdk";
    return PLAYBOOK
        .replace("URL", url)
        .replace(
            "SHA256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @ParameterizedTest
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void landsEachWithItsDisksOnTheirControllers(Supplier<Target> start) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (Bed bed = new Bed(start.get(), folder, write(server))) {
      String plan = bed.provision.plan().out();
      assertThat(plan)
          .contains("convert with qemu-img ", "download http://127.0.0.1:", "2 disks")
          .containsPattern("sparse.vmdk and upload it; it has \\d+\\.\\d MiB");
      bed.target.resetCalls();

      Acceptance.converged(bed.provision.apply());

      assertThat(hashes(bed)).containsAll(expected());
      assertThat(bed.target.received()).hasSize(12);
      for (String image : List.of("sparse", "remote", "qcow2")) {
        assertThat(disks(bed, image)).containsExactly("0:0 40 " + VirtualIDEController.class);
      }
      for (String image : List.of("raw", "stream")) {
        assertThat(disks(bed, image)).containsExactly("0:0 40 " + VirtualLsiLogicController.class);
      }
      assertThat(disks(bed, "flat")).containsExactly("0:0 40 " + VirtualBusLogicController.class);
      for (String image : List.of("ova", "ovf")) {
        assertThat(disks(bed, image))
            .containsExactly(
                "0:0 64 " + ParaVirtualSCSIController.class,
                "0:1 128 " + ParaVirtualSCSIController.class);
        VirtualMachineConfigInfo config = bed.config(template(bed, image));
        assertThat(config.getGuestId()).isEqualTo("ubuntu64Guest");
        assertThat(config.getFirmware()).isEqualTo("efi");
      }
      assertThat(disks(bed, "sata"))
          .containsExactly(
              "0:0 64 " + VirtualAHCIController.class, "0:1 128 " + VirtualAHCIController.class);
      theInstancesOwnBothDisks(bed);
      bed.nothingIsLeft();
    } finally {
      server.stop(0);
    }
  }

  private static void theInstancesOwnBothDisks(Bed bed) {
    for (String name : List.of("twin", "copy", "ahci")) {
      VirtualMachineConfigInfo config = bed.config("/DC0/vm/ci/" + name);
      assertThat(disks(config)).hasSize(2);
      String mark =
          Arrays.stream(config.getExtraConfig())
              .filter(option -> option.getKey().equals("provision.disks"))
              .map(option -> String.valueOf(option.getValue()))
              .findFirst()
              .orElseThrow();
      assertThat(mark.split(",")).hasSize(2);
    }
  }

  private List<String> hashes(Bed bed) {
    return bed.target.received().stream().map(Target.Received::sha256).toList();
  }

  /**
   * What is converted here is the same each time; what qemu-img makes carries a number of its own.
   */
  private List<String> expected() throws Exception {
    List<String> hashes = new ArrayList<>();
    for (String file : List.of("sparse.vmdk", "flat.vmdk", "stream.vmdk", "disk.raw", "vm.ova")) {
      hashes.addAll(QemuImgCommand.sent(folder.resolve(file), false));
    }
    return hashes;
  }

  private static String template(Bed bed, String image) {
    return IMAGES
        + bed.target.otherClient().in(IMAGES.substring(0, IMAGES.length() - 1)).stream()
            .filter(name -> name.startsWith(image + "-"))
            .findFirst()
            .orElseThrow();
  }

  private static List<String> disks(Bed bed, String image) {
    return disks(bed.config(template(bed, image)));
  }

  /** Bus and place, size in MiB, class of the controller. */
  private static List<String> disks(VirtualMachineConfigInfo config) {
    List<VirtualDevice> devices = List.of(config.getHardware().getDevice());
    return devices.stream()
        .filter(VirtualDisk.class::isInstance)
        .map(VirtualDisk.class::cast)
        .map(
            disk -> {
              VirtualController controller =
                  (VirtualController)
                      devices.stream()
                          .filter(device -> device.getKey() == disk.getControllerKey())
                          .findFirst()
                          .orElseThrow();
              return controller.getBusNumber()
                  + ":"
                  + disk.getUnitNumber()
                  + " "
                  + (disk.getCapacityInKB() >> 10)
                  + " "
                  + controller.getClass();
            })
        .sorted()
        .toList();
  }
}
