package dev.provision.modules.instances;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * cloud-init's meta-data for one VM: instance-id, local-hostname, network configuration version 2
 * matched by MAC, the {@code metadata} map, and over them what the playbook's {@code meta_data}
 * says. JSON is YAML, so what is made is put below a YAML text as it is.
 */
final class MetaData {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final Pattern TOP_LEVEL_KEY =
      Pattern.compile("(?m)^([\"']?)([A-Za-z0-9_.-]+)\\1[ \\t]*:(?=\\s|$)");

  private MetaData() {}

  /**
   * @param instanceId what makes cloud-init run again when it changes
   * @param own the playbook's {@code meta_data}
   * @param macs the MAC of a NIC; empty while vCenter has not made it, which leaves the NIC out
   */
  static String text(
      InstanceDesired desired,
      String instanceId,
      Optional<String> own,
      Function<InstanceDesired.Nic, Optional<String>> macs) {
    JsonObject made = new JsonObject();
    made.addProperty("instance-id", instanceId);
    made.addProperty("local-hostname", hostname(desired.address().name()));
    JsonObject ethernets = new JsonObject();
    for (InstanceDesired.Nic nic : desired.nics()) {
      macs.apply(nic).ifPresent(mac -> ethernets.add(nic.name(), ethernet(nic, mac)));
    }
    if (ethernets.size() > 0) {
      JsonObject network = new JsonObject();
      network.addProperty("version", 2);
      network.add("ethernets", ethernets);
      made.add("network", network);
    }
    if (!desired.spec().metadata().isEmpty()) {
      JsonObject metadata = new JsonObject();
      desired.spec().metadata().forEach(metadata::addProperty);
      made.add("metadata", metadata);
    }
    return own.filter(text -> !text.isBlank())
        .map(text -> merged(text, made))
        .orElseGet(() -> JSON.toJson(made));
  }

  private static String merged(String own, JsonObject made) {
    Optional<JsonObject> json = json(own);
    if (json.isPresent()) {
      for (Map.Entry<String, JsonElement> each : json.get().entrySet()) {
        made.add(each.getKey(), each.getValue());
      }
      return JSON.toJson(made);
    }
    Matcher keys = TOP_LEVEL_KEY.matcher(own);
    while (keys.find()) {
      made.remove(keys.group(2));
    }
    StringBuilder yaml = new StringBuilder(own.stripTrailing()).append('\n');
    for (Map.Entry<String, JsonElement> each : made.entrySet()) {
      yaml.append(each.getKey()).append(": ").append(JSON.toJson(each.getValue())).append('\n');
    }
    return yaml.toString();
  }

  private static Optional<JsonObject> json(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static JsonObject ethernet(InstanceDesired.Nic nic, String mac) {
    JsonObject match = new JsonObject();
    match.addProperty("macaddress", mac);
    JsonObject one = new JsonObject();
    one.add("match", match);
    Optional<IpAddress> fixed = nic.fixedIp().filter(ip -> ip.prefix().isPresent());
    if (fixed.isEmpty()) {
      one.addProperty("dhcp4", true);
    } else {
      one.addProperty("dhcp4", false);
      one.add("addresses", array(fixed.get().toString()));
      nic.gateway().ifPresent(gateway -> one.add("routes", defaultRoute(gateway)));
    }
    if (!nic.dns().isEmpty()) {
      JsonObject servers = new JsonObject();
      servers.add("addresses", array(nic.dns().toArray(String[]::new)));
      one.add("nameservers", servers);
    }
    return one;
  }

  /** Written as a prefix: older cloud-init does not know the word default. */
  private static JsonArray defaultRoute(IpAddress gateway) {
    JsonObject route = new JsonObject();
    route.addProperty("to", gateway.v6() ? "::/0" : "0.0.0.0/0");
    route.addProperty("via", gateway.text());
    JsonArray routes = new JsonArray();
    routes.add(route);
    return routes;
  }

  private static JsonArray array(String... texts) {
    JsonArray array = new JsonArray();
    for (String text : texts) {
      array.add(text);
    }
    return array;
  }

  /** A name that a host may have (RFC 1123). */
  static String hostname(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-");
    return plain.replaceAll("^[.-]+|[.-]+$", "");
  }
}
