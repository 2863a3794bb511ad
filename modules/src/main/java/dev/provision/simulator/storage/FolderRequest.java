package dev.provision.simulator.storage;

import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What an address of {@code /folder/<path>?dcPath=<datacenter>&dsName=<datastore>} means. */
final class FolderRequest {
  static final String PREFIX = "/folder/";

  private FolderRequest() {}

  /** Empty where there is no such datastore in such a datacenter. */
  static Optional<Place> place(World world, URI to) {
    Map<String, String> query = new HashMap<>();
    for (String each : String.valueOf(to.getRawQuery()).split("&")) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        query.put(each.substring(0, equals), decoded(each.substring(equals + 1)));
      }
    }
    // govc writes it from the root on, others without the slash
    String datacenter = "/" + query.getOrDefault("dcPath", "").replaceFirst("^/", "");
    for (Managed each : world.all("Datastore")) {
      if (each.name().equals(query.get("dsName"))
          && world.path(each).startsWith(datacenter + "/")) {
        return Optional.of(new Place(each, to.getPath().substring(PREFIX.length())));
      }
    }
    return Optional.empty();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
