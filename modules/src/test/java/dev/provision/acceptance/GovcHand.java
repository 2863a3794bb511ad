package dev.provision.acceptance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.provision.referee.Referee;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hand of somebody with govc. */
final class GovcHand implements Hand {
  private final Referee referee;

  GovcHand(Referee referee) {
    this.referee = referee;
  }

  @Override
  public boolean exists(String path) {
    return !referee.govc("ls", "-d", path).isBlank();
  }

  @Override
  public SeenVm vm(String path) {
    JsonObject vm =
        JsonParser.parseString(referee.govc("vm.info", "-json", "-vm.ipath", path))
            .getAsJsonObject()
            .getAsJsonArray("virtualMachines")
            .get(0)
            .getAsJsonObject();
    JsonObject config = vm.getAsJsonObject("config");
    JsonObject hardware = config.getAsJsonObject("hardware");
    List<Long> disks = new ArrayList<>();
    List<SeenNic> nics = new ArrayList<>();
    for (JsonElement element : hardware.getAsJsonArray("device")) {
      JsonObject device = element.getAsJsonObject();
      if (device.get("_typeName").getAsString().equals("VirtualDisk")) {
        disks.add(device.get("capacityInKB").getAsLong() / 1024);
      } else if (device.has("macAddress")) {
        nics.add(new SeenNic(device.get("macAddress").getAsString(), backing(device)));
      }
    }
    return new SeenVm(
        config.get("instanceUuid").getAsString(),
        hardware.get("numCPU").getAsInt(),
        hardware.has("numCoresPerSocket") ? hardware.get("numCoresPerSocket").getAsInt() : 0,
        hardware.get("memoryMB").getAsLong(),
        vm.getAsJsonObject("runtime").get("powerState").getAsString().equals("poweredOn"),
        config.get("template").getAsBoolean(),
        config.has("annotation") ? config.get("annotation").getAsString() : "",
        disks,
        nics,
        extraConfig(config.getAsJsonArray("extraConfig")));
  }

  private static String backing(JsonObject nic) {
    JsonObject backing = nic.getAsJsonObject("backing");
    return backing.has("port")
        ? backing.getAsJsonObject("port").get("portgroupKey").getAsString()
        : backing.get("deviceName").getAsString();
  }

  private static Map<String, String> extraConfig(JsonArray options) {
    Map<String, String> all = new LinkedHashMap<>();
    for (JsonElement option : options) {
      JsonElement value = option.getAsJsonObject().get("value");
      JsonElement text = value.isJsonObject() ? value.getAsJsonObject().get("_value") : value;
      if (text != null && !text.isJsonNull() && !text.getAsString().isEmpty()) {
        all.put(option.getAsJsonObject().get("key").getAsString(), text.getAsString());
      }
    }
    return all;
  }

  @Override
  public List<String> in(String folder) {
    return referee
        .govc("ls", folder)
        .lines()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  @Override
  public void cpus(String path, int count) {
    referee.govc("vm.change", "-vm", path, "-c", String.valueOf(count));
  }

  @Override
  public void rename(String path, String name) {
    referee.govc("object.rename", path, name);
  }

  @Override
  public void power(String path, boolean on) {
    referee.govc("vm.power", on ? "-on" : "-off", path);
  }

  @Override
  public void delete(String path) {
    referee.govc("vm.destroy", path);
  }

  @Override
  public void copy(String path, String name) {
    referee.govc(
        "vm.clone",
        "-vm",
        path,
        "-on=false",
        "-folder",
        path.substring(0, path.lastIndexOf('/')),
        "-pool",
        "/DC0/host/DC0_C0/Resources",
        name);
  }

  @Override
  public void folder(String path) {
    referee.govc("folder.create", path);
  }

  @Override
  public void move(String path, String folder) {
    referee.govc("object.mv", path, folder);
  }
}
