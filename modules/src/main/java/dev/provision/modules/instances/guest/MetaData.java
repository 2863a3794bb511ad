package dev.provision.modules.instances.guest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.provision.modules.instances.vm.NicGuest;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.vsphere.exported.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * cloud-init's meta-data for one VM: instance-id, local-hostname, network configuration version 2
 * matched by MAC, the {@code metadata} map, and over them the playbook's {@code meta_data}. JSON is
 * also YAML, so generated JSON values can follow a YAML text.
 */
public final class MetaData {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final Pattern TOP_LEVEL_KEY =
      Pattern.compile("(?m)^([\"']?)([A-Za-z0-9_.-]+)\\1[ \\t]*:(?=\\s|$)");

  private MetaData() {}

  /**
   * @param instanceId cloud-init runs again when it changes
   * @param own the playbook's {@code meta_data}
   * @param macs gives the MAC of a NIC; empty while vCenter has not chosen it, and then the NIC is
   *     left out
   */
  public static String text(
      GuestData wanted,
      String instanceId,
      Optional<String> own,
      Function<NicWanted, Optional<String>> macs) {
    JsonObject made = new JsonObject();
    made.addProperty("instance-id", instanceId);
    made.addProperty("local-hostname", wanted.hostname());
    JsonObject ethernets = new JsonObject();
    for (NicWanted nic : wanted.nics()) {
      macs.apply(nic).ifPresent(mac -> ethernets.add(nic.name(), ethernet(nic, mac)));
    }
    if (ethernets.size() > 0) {
      JsonObject network = new JsonObject();
      network.addProperty("version", 2);
      network.add("ethernets", ethernets);
      made.add("network", network);
    }
    if (!wanted.metadata().isEmpty()) {
      JsonObject metadata = new JsonObject();
      wanted.metadata().forEach(metadata::addProperty);
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

  /** The JSON object that a text is; empty if it is YAML. */
  static Optional<JsonObject> json(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static JsonObject ethernet(NicWanted nic, String mac) {
    JsonObject match = new JsonObject();
    match.addProperty("macaddress", mac);
    JsonObject one = new JsonObject();
    one.add("match", match);
    NicGuest guest = nic.guest();
    one.addProperty("dhcp4", guest.asksDhcp());
    List<String> addresses = new ArrayList<>();
    guest.set(false).forEach(address -> addresses.add(address.toString()));
    guest.set(true).forEach(address -> addresses.add(address.toString()));
    if (!addresses.isEmpty()) {
      one.add("addresses", array(addresses));
    }
    JsonArray routes = routes(guest);
    if (routes.size() > 0) {
      one.add("routes", routes);
    }
    if (!guest.dns().isEmpty() || !guest.search().isEmpty()) {
      JsonObject servers = new JsonObject();
      if (!guest.search().isEmpty()) {
        servers.add("search", array(guest.search()));
      }
      if (!guest.dns().isEmpty()) {
        servers.add("addresses", array(guest.dns()));
      }
      one.add("nameservers", servers);
    }
    guest.mtu().ifPresent(mtu -> one.addProperty("mtu", mtu));
    return one;
  }

  /**
   * Default routes are written as prefixes, because older cloud-init does not know the word
   * default.
   */
  private static JsonArray routes(NicGuest guest) {
    JsonArray routes = new JsonArray();
    for (IpAddress gateway : guest.gateways()) {
      routes.add(route(gateway.v6() ? "::/0" : "0.0.0.0/0", gateway));
    }
    guest.routes().forEach(each -> routes.add(route(each.to().toString(), each.via())));
    return routes;
  }

  private static JsonObject route(String to, IpAddress via) {
    JsonObject route = new JsonObject();
    route.addProperty("to", to);
    route.addProperty("via", via.text());
    return route;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    for (String text : texts) {
      array.add(text);
    }
    return array;
  }

  /** Makes a valid host name of a name (RFC 1123). */
  static String hostname(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-");
    return plain.replaceAll("^[.-]+|[.-]+$", "");
  }
}
