package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.provision.referee.NeedsReferee;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What image properties and extra specs of flavors come to, as somebody else's client sees it:
 * those rows of the two tables that govmomi's own simulator drops, so that only our codec read them
 * back until now ({@link VcsimDifferencesTest}).
 */
@NeedsReferee
class GovcReadsBackTest {
  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        base:
          source: disk.raw
          properties:
            vmware_adaptertype: paraVirtual
            vmware_disktype: thin
            vmware_ostype: windowsHyperVGuest
            hw_firmware_type: uefi
            hw_vif_model: e1000e
            img_linked_clone: true
            hw_video_ram: 16
      flavors:
        large:
          vcpus: 2
          ram: 512 MiB
          ephemeral: 2 GiB
          swap: 512 MiB
          cpu_hot_add: true
          extra_specs:
            quota:cpu_limit: 2000
            quota:cpu_reservation: 500
            quota:cpu_shares_level: custom
            quota:cpu_shares_share: 3000
            quota:memory_limit: 768
            quota:memory_reservation: 128
            quota:memory_shares_level: high
            quota:disk_io_limit: 1000
            quota:disk_io_reservation: 100
            quota:disk_io_shares_level: custom
            quota:disk_io_shares_share: 400
            quota:vif_limit: 900
            quota:vif_reservation: 90
            quota:vif_shares_level: custom
            quota:vif_shares_share: 70
            hw:cpu_cores: 2
            hw_video:ram_max_mb: 32
            vmware:hw_version: vmx-19
            vmware:storage_policy: Gold
      networks:
        private: {port_group: VM Network}
        back: {port_group: DC0_DVPG0}
      instances:
        web:
          image: base
          flavor: large
          annotation: the front
          networks: {eth0: private, eth1: back}
      """;

  @TempDir Path folder;

  @Test
  void everyRowThatVcsimDropsIsThereForAnotherClient() throws Exception {
    byte[] disk = new byte[2 << 20];
    disk[510] = 0x55;
    disk[511] = (byte) 0xAA;
    Files.write(folder.resolve("disk.raw"), disk);
    try (ServedTarget target = new ServedTarget(0)) {
      Suite.converged(new Provisioning(target, folder, PLAYBOOK).apply());

      JsonObject config = config(target);
      Map<String, String> rows = new LinkedHashMap<>();
      ofTheImage(config, rows);
      ofTheFlavor(config, rows);
      rows.put("annotation", text(config, "annotation"));
      assertThat(rows)
          .containsExactlyEntriesOf(
              rows(
                  """
                  vmware_disktype: true
                  vmware_ostype: windowsHyperVGuest, nested true
                  hw_firmware_type: efi
                  img_linked_clone: true
                  hw_video_ram: 16384
                  vcpus, hw:cpu_cores: 2 2
                  ram: 512
                  cpu_hot_add: true
                  quota:cpu: 2000 500 custom 3000
                  quota:memory: 768 128 high 10240
                  quota:disk_io: 1000 100 custom 400
                  quota:vif of eth0: 900 90 custom 70
                  quota:vif of eth1: 900 90 custom 70
                  ephemeral: 2048 true
                  swap: 512 true
                  vmware:hw_version: vmx-19
                  annotation: the front
                  """));
      assertThat(target.govc("storage.policy.info", "-c", "-s", "Gold"))
          .containsPattern("Name: +Gold\n")
          .containsPattern("Compliant VMs: +web\n");
      assertThat(target.govc("device.ls", "-vm", "/DC0/vm/ci/web").lines())
          .map(
              line ->
                  line.replaceAll(" +", " ").split(" ")[0]
                      + " "
                      + line.replaceAll(" +", " ").split(" ")[1])
          .contains(
              "pvscsi-1000 ParaVirtualSCSIController",
              "ethernet-0 VirtualE1000e",
              "ethernet-1 VirtualE1000e");
    }
  }

  private static Map<String, String> rows(String text) {
    Map<String, String> rows = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              int colon = line.lastIndexOf(": ");
              rows.put(line.substring(0, colon), line.substring(colon + 2));
            });
    return rows;
  }

  private static JsonObject config(ServedTarget target) {
    String said = target.govc("vm.info", "-json", "-vm.ipath", "/DC0/vm/ci/web");
    return JsonParser.parseString(said)
        .getAsJsonObject()
        .getAsJsonArray("virtualMachines")
        .get(0)
        .getAsJsonObject()
        .getAsJsonObject("config");
  }

  private static void ofTheImage(JsonObject config, Map<String, String> rows) {
    JsonObject backing = having(config, "capacityInKB").get(0).getAsJsonObject("backing");
    rows.put("vmware_disktype", text(backing, "thinProvisioned"));
    rows.put(
        "vmware_ostype", text(config, "guestId") + ", nested " + text(config, "nestedHVEnabled"));
    rows.put("hw_firmware_type", text(config, "firmware"));
    rows.put("img_linked_clone", "" + backing.has("parent"));
    rows.put("hw_video_ram", text(having(config, "videoRamSizeInKB").get(0), "videoRamSizeInKB"));
  }

  private static void ofTheFlavor(JsonObject config, Map<String, String> rows) {
    JsonObject hardware = config.getAsJsonObject("hardware");
    rows.put(
        "vcpus, hw:cpu_cores",
        text(hardware, "numCPU") + " " + text(hardware, "numCoresPerSocket"));
    rows.put("ram", text(hardware, "memoryMB"));
    rows.put("cpu_hot_add", text(config, "cpuHotAddEnabled"));
    rows.put("quota:cpu", share(config.getAsJsonObject("cpuAllocation"), "shares"));
    rows.put("quota:memory", share(config.getAsJsonObject("memoryAllocation"), "shares"));
    List<JsonObject> disks = having(config, "capacityInKB");
    rows.put("quota:disk_io", share(disks.get(0).getAsJsonObject("storageIOAllocation"), "shares"));
    List<JsonObject> nics = having(config, "macAddress");
    for (int i = 0; i < nics.size(); i++) {
      JsonObject allocation = nics.get(i).getAsJsonObject("resourceAllocation");
      rows.put("quota:vif of eth" + i, share(allocation, "share"));
    }
    rows.put("ephemeral", size(disks.get(1)));
    rows.put("swap", size(disks.get(2)));
    rows.put("vmware:hw_version", text(config, "version"));
  }

  private static String size(JsonObject disk) {
    return disk.get("capacityInKB").getAsLong() / 1024
        + " "
        + text(disk.getAsJsonObject("backing"), "thinProvisioned");
  }

  private static String share(JsonObject allocation, String shares) {
    JsonObject share = allocation.getAsJsonObject(shares);
    return String.join(
        " ",
        text(allocation, "limit"),
        text(allocation, "reservation"),
        text(share, "level"),
        text(share, "shares"));
  }

  /** The devices with a field. */
  private static List<JsonObject> having(JsonObject config, String field) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonElement each : config.getAsJsonObject("hardware").getAsJsonArray("device")) {
      if (each.getAsJsonObject().has(field)) {
        found.add(each.getAsJsonObject());
      }
    }
    return found;
  }

  private static String text(JsonObject of, String field) {
    return of.has(field) ? of.get(field).getAsString() : "(none)";
  }
}
