package dev.provision.modules.instances.vm;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.provision.vsphere.exported.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code provision.nics} mark: which NIC is which, {@code {"eth0":{"mac":"02:..","network":
 * "private","ip":"10.0.0.11/24"}}}.
 */
public final class NicMarks {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  /**
   * One NIC.
   *
   * @param mac empty until vCenter has chosen it
   * @param network its name in the playbook
   * @param ip the addresses as declared, with commas between; empty for none
   */
  public record Entry(String mac, String network, String ip) {
    /** The addresses without their prefixes; unreadable ones are left out. */
    public List<String> addresses() {
      List<String> addresses = new ArrayList<>();
      for (String each : ip.isEmpty() ? new String[0] : ip.split(",")) {
        try {
          addresses.add(IpAddress.parse(each).text());
        } catch (IllegalArgumentException e) {
          // the next apply writes the mark again
        }
      }
      return addresses;
    }
  }

  private NicMarks() {}

  public static String write(Map<String, Entry> nics) {
    JsonObject all = new JsonObject();
    nics.forEach(
        (name, nic) -> {
          JsonObject one = new JsonObject();
          one.addProperty("mac", nic.mac());
          one.addProperty("network", nic.network());
          if (!nic.ip().isEmpty()) {
            one.addProperty("ip", nic.ip());
          }
          all.add(name, one);
        });
    return JSON.toJson(all);
  }

  /** Reads a mark; a damaged one counts as empty, so that the next apply writes it again. */
  public static Map<String, Entry> read(String mark) {
    Map<String, Entry> nics = new LinkedHashMap<>();
    try {
      JsonElement all = JsonParser.parseString(mark);
      if (all.isJsonObject()) {
        for (Map.Entry<String, JsonElement> each : all.getAsJsonObject().entrySet()) {
          if (each.getValue().isJsonObject()) {
            JsonObject one = each.getValue().getAsJsonObject();
            nics.put(
                each.getKey(), new Entry(text(one, "mac"), text(one, "network"), text(one, "ip")));
          }
        }
      }
    } catch (JsonParseException e) {
      return Map.of();
    }
    return nics;
  }

  private static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
