package dev.provision.acceptance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.TreeMap;

/** Datastores with govc. */
record GovcStores(GovcClient.Govc govc) implements OtherStores {
  @Override
  public Map<String, String> mounts(String datastore) {
    JsonObject hosts =
        JsonParser.parseString(govc.run("object.collect", "-json", datastore, "host"))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("val");
    Map<String, String> mounts = new TreeMap<>();
    for (JsonElement element : hosts.getAsJsonArray("_value")) {
      JsonObject key = element.getAsJsonObject().getAsJsonObject("key");
      String ref = key.get("type").getAsString() + ":" + key.get("value").getAsString();
      mounts.put(
          govc.run("ls", "-L", ref).strip(),
          element.getAsJsonObject().getAsJsonObject("mountInfo").get("accessMode").getAsString());
    }
    return mounts;
  }

  @Override
  public void mount(String host, String server, String path, String name) {
    govc.run(
        "datastore.create",
        "-type",
        "nfs",
        "-name",
        name,
        "-remote-host",
        server,
        "-remote-path",
        path,
        host);
  }
}
