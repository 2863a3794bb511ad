package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineVideoCard;
import dev.provision.acceptance.GuestTargets.Bed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The properties of an image that speak of its instances, and the extra specs that they meet, row
 * by row: what the server has of each instance in vim25's own fields, after it was made and after
 * the image or the flavor says something else.
 */
class InstanceTraitsTest {
  /** An image and a flavor of two vCPUs, first and later, and what its VM has of it each time. */
  private enum Row {
    VIDEO(
        "hw_video_ram: 16",
        "\"hw_video:ram_max_mb\": 32",
        "video=16384 cores=1 drive=false",
        "hw_video_ram: 24",
        "\"hw_video:ram_max_mb\": 32",
        "video=24576 cores=1 drive=false"),
    FLAVOR_SOCKETS(
        "",
        "\"hw:cpu_sockets\": 2",
        "video=0 cores=1 drive=false",
        "",
        "\"hw:cpu_sockets\": 1",
        "video=0 cores=2 drive=false"),
    FLAVOR_MAX_SOCKETS(
        "",
        "\"hw:cpu_max_sockets\": 1",
        "video=0 cores=2 drive=false",
        "",
        "\"hw:cpu_max_sockets\": 2",
        "video=0 cores=1 drive=false"),
    FLAVOR_MAX_CORES(
        "",
        "\"hw:cpu_sockets\": 1, \"hw:cpu_max_cores\": 2",
        "video=0 cores=2 drive=false",
        "",
        "\"hw:cpu_sockets\": 1, \"hw:cpu_max_cores\": 1",
        "video=0 cores=1 drive=false"),
    IMAGE_CORES(
        "hw_cpu_cores: 2",
        "",
        "video=0 cores=2 drive=false",
        "hw_cpu_cores: 1",
        "",
        "video=0 cores=1 drive=false"),
    IMAGE_SOCKETS(
        "hw_cpu_sockets: 2",
        "\"hw:cpu_sockets\": 1",
        "video=0 cores=1 drive=false",
        "hw_cpu_sockets: 1",
        "\"hw:cpu_sockets\": 2",
        "video=0 cores=2 drive=false"),
    IMAGE_MAX_SOCKETS(
        "hw_cpu_max_sockets: 1",
        "\"hw:cpu_max_sockets\": 2",
        "video=0 cores=2 drive=false",
        "hw_cpu_max_sockets: 2",
        "\"hw:cpu_max_sockets\": 2",
        "video=0 cores=1 drive=false"),
    IMAGE_MAX_CORES(
        "hw_cpu_max_cores: 2",
        "\"hw:cpu_sockets\": 1",
        "video=0 cores=2 drive=false",
        "hw_cpu_max_cores: 1",
        "\"hw:cpu_sockets\": 1",
        "video=0 cores=1 drive=false"),
    DRIVE_COMES(
        "img_config_drive: optional",
        "",
        "video=0 cores=1 drive=false",
        "img_config_drive: mandatory",
        "",
        "video=0 cores=1 drive=true"),
    DRIVE_GOES(
        "img_config_drive: mandatory",
        "",
        "video=0 cores=1 drive=true",
        "img_config_drive: optional",
        "",
        "video=0 cores=1 drive=false");

    private final String firstImage;
    private final String firstFlavor;
    private final String first;
    private final String laterImage;
    private final String laterFlavor;
    private final String later;

    Row(
        String firstImage,
        String firstFlavor,
        String first,
        String laterImage,
        String laterFlavor,
        String later) {
      this.firstImage = firstImage;
      this.firstFlavor = firstFlavor;
      this.first = first;
      this.laterImage = laterImage;
      this.laterFlavor = laterFlavor;
      this.later = later;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @TempDir Path folder;

  private String playbook(boolean later) throws Exception {
    byte[] disk = new byte[1 << 20];
    disk[510] = 0x55;
    disk[511] = (byte) 0xAA;
    Files.write(folder.resolve("disk.raw"), disk);
    StringBuilder images = new StringBuilder();
    StringBuilder flavors = new StringBuilder();
    StringBuilder instances = new StringBuilder();
    for (Row row : Row.values()) {
      images.append(
          "  %s: {source: disk.raw, properties: {%s}}\n"
              .formatted(row.word(), later ? row.laterImage : row.firstImage));
      flavors.append(
          "  %s: {vcpus: 2, ram: 64 MiB, extra_specs: {%s}}\n"
              .formatted(row.word(), later ? row.laterFlavor : row.firstFlavor));
      instances.append("  %1$s: {image: %1$s, flavor: %1$s}\n".formatted(row.word()));
    }
    return "name: ci\nvcenter: VCENTER\nimages:\n"
        + images
        + "flavors:\n"
        + flavors
        + "instances:\n"
        + instances;
  }

  /** Video memory in KiB, of the row that asks for it alone: the rest has what vSphere gives. */
  private static String shown(Row row, VirtualMachineConfigInfo config) {
    List<VirtualDevice> devices = Arrays.asList(config.getHardware().getDevice());
    long video =
        devices.stream()
            .filter(VirtualMachineVideoCard.class::isInstance)
            .mapToLong(card -> ((VirtualMachineVideoCard) card).getVideoRamSizeInKB())
            .findFirst()
            .orElse(0);
    boolean drive =
        devices.stream()
            .filter(VirtualCdrom.class::isInstance)
            .map(VirtualDevice::getBacking)
            .filter(VirtualCdromIsoBackingInfo.class::isInstance)
            .anyMatch(
                iso -> ((VirtualCdromIsoBackingInfo) iso).getFileName().contains("/config-2-"));
    return "video=%d cores=%d drive=%s"
        .formatted(
            row == Row.VIDEO ? video : 0, config.getHardware().getNumCoresPerSocket(), drive);
  }

  private static Map<Row, String> readBack(Bed bed) {
    Map<Row, String> rows = new EnumMap<>(Row.class);
    for (Row row : Row.values()) {
      rows.put(row, shown(row, bed.config("/DC0/vm/ci/" + row.word())));
    }
    return rows;
  }

  private static Map<Row, String> expected(boolean later) {
    Map<Row, String> rows = new EnumMap<>(Row.class);
    for (Row row : Row.values()) {
      rows.put(row, later ? row.later : row.first);
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void areReadBackFromTheServer(Supplier<Target> start) throws Exception {
    try (Bed bed = new Bed(start.get(), folder, playbook(false))) {
      Acceptance.converged(bed.provision.apply());
      assertThat(readBack(bed)).isEqualTo(expected(false));
      bed.nothingIsLeft();

      bed.provision.rewrite(playbook(true));
      assertThat(bed.provision.plan().out().replaceAll(" {2,}", "  "))
          .contains("video_ram  16 MiB -> 24 MiB")
          .contains("cores_per_socket  1 -> 2")
          .contains("cores_per_socket  2 -> 1")
          .contains("config_drive  (absent) -> config-2-")
          .contains("powers off");
      Provisioning.Ended changed = bed.provision.apply("--yes");
      assertThat(changed.exit()).as(changed.all()).isZero();
      assertThat(readBack(bed)).isEqualTo(expected(true));
      bed.nothingIsLeft();

      bed.provision.rewrite(playbook(true).replace("hw_video_ram: 24", "hw_video_ram: 64"));
      assertThat(bed.provision.plan().err())
          .contains("image `video` asks for 64 MiB of video memory, flavor `video` allows 32 MiB");
    }
  }
}
