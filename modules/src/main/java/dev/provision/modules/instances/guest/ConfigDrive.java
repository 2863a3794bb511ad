package dev.provision.modules.instances.guest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.provision.iso9660.IsoImage;
import dev.provision.modules.instances.vm.NicWanted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The config drive as Nova makes it, an ISO that cloud-init and cloudbase-init find by its label.
 * Its file name is a hash of its bytes, so the name of the file in the VM's drive tells its
 * content.
 *
 * @param fileName {@code config-2-3f0c….iso}
 */
public record ConfigDrive(String fileName, byte[] bytes) {
  private static final String LABEL = "config-2";
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Matches the file name of every config drive that we make. */
  static final Pattern NAME = Pattern.compile("config-2-[0-9a-f]{16}\\.iso");

  /** {@link #NAME} as a datastore's browser takes it. */
  static final String NAMES = "config-2-*.iso";

  /** The newest version of the layout that we write, beside {@code latest}. */
  private static final String VERSION = "2018-08-27";

  /**
   * @param own the playbook's {@code meta_data} in JSON; its keys replace generated ones
   * @param macs gives the MAC of a NIC; empty while vCenter has not chosen it
   */
  public static ConfigDrive of(
      GuestData wanted,
      String instanceId,
      Optional<JsonObject> own,
      Optional<String> userData,
      Function<NicWanted, Optional<String>> macs) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    byte[] metaData = bytes(metaData(wanted, instanceId, own));
    byte[] networkData = bytes(NetworkData.of(wanted.nics(), macs));
    for (String version : new String[] {"latest", VERSION}) {
      files.put("openstack/" + version + "/meta_data.json", metaData);
      files.put("openstack/" + version + "/network_data.json", networkData);
      userData.ifPresent(text -> files.put("openstack/" + version + "/user_data", bytes(text)));
    }
    files.put("ec2/latest/meta-data.json", bytes(ec2(wanted, instanceId)));
    userData.ifPresent(text -> files.put("ec2/latest/user-data", bytes(text)));
    byte[] disc = IsoImage.of(LABEL, files);
    return new ConfigDrive("config-2-" + sha256(disc).substring(0, 16) + ".iso", disc);
  }

  private static JsonObject metaData(
      GuestData wanted, String instanceId, Optional<JsonObject> own) {
    JsonObject made = new JsonObject();
    made.addProperty("uuid", instanceId);
    made.addProperty("name", wanted.head().address().name());
    made.addProperty("hostname", wanted.hostname());
    made.addProperty("launch_index", 0);
    made.addProperty("availability_zone", "nova");
    JsonObject meta = new JsonObject();
    wanted.metadata().forEach(meta::addProperty);
    made.add("meta", meta);
    own.ifPresent(
        json -> json.entrySet().forEach(each -> made.add(each.getKey(), each.getValue())));
    return made;
  }

  private static JsonObject ec2(GuestData wanted, String instanceId) {
    JsonObject made = new JsonObject();
    made.addProperty("instance-id", instanceId);
    made.addProperty("local-hostname", wanted.hostname());
    made.addProperty("hostname", wanted.hostname());
    return made;
  }

  private static byte[] bytes(JsonObject json) {
    return bytes(JSON.toJson(json));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Its path in the folder of a VM, {@code [nas1] web-1/config-2-3f0c….iso}. */
  String in(String folder) {
    return folder + "/" + fileName;
  }
}
