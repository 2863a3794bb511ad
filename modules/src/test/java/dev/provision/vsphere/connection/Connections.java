package dev.provision.vsphere.connection;

import dev.provision.diagnostic.Span;
import dev.provision.referee.Referee;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.inventory.PlaceName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Connections as the binder would make them: pairs of key and text, each on a line of its own. */
public final class Connections {
  private Connections() {}

  public static Declaration<VcenterSpec> to(Referee referee, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "host", referee.host(),
                "port", String.valueOf(referee.port()),
                "username", referee.username(),
                "password", referee.password(),
                "thumbprint", referee.thumbprint()));
    for (int i = 0; i < more.length; i += 2) {
      int known = all.indexOf(more[i]);
      if (known >= 0) {
        all.subList(known, known + 2).clear();
      }
      all.addAll(List.of(more[i], more[i + 1]));
    }
    return of(all.toArray(String[]::new));
  }

  /** An empty value leaves the key out. */
  public static Declaration<VcenterSpec> of(String... settings) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Field> fields = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      if (settings[i + 1].isEmpty()) {
        continue;
      }
      values.put(settings[i], settings[i + 1]);
      Span span = new Span("site.yml", 4 + i / 2, 9, 4 + i / 2, 20);
      boolean secret = settings[i].equals("password");
      fields.put(
          settings[i],
          new Field(span, secret, secret ? List.of("environment VC_PASSWORD") : List.of()));
    }
    return new Declaration<>(
        new Address("vcenter", "vcenter"),
        spec(values),
        Common.DEFAULT,
        fields,
        List.of(),
        new Span("site.yml", 3, 1, 3, 8));
  }

  public static VcenterSpec spec(Map<String, String> values) {
    return new VcenterSpec(
        Optional.empty(),
        text(values, "host"),
        Optional.empty(),
        Integer.parseInt(values.getOrDefault("port", "443")),
        text(values, "username"),
        Optional.empty(),
        text(values, "password").map(Secret::new),
        Optional.empty(),
        text(values, "datacenter").map(PlaceName::new),
        text(values, "cluster").map(PlaceName::new),
        Optional.empty(),
        text(values, "clusters")
            .map(names -> Stream.of(names.split(",")).map(PlaceName::new).toList())
            .orElse(List.of()),
        text(values, "datastore_regex"),
        text(values, "datastores").map(Connections::datastores).orElse(List.of()),
        new BigDecimal(values.getOrDefault("ram_allocation_ratio", "1")),
        text(values, "cpu_allocation_ratio").map(BigDecimal::new),
        new BigDecimal(values.getOrDefault("disk_allocation_ratio", "1")),
        DataSize.parse(values.getOrDefault("reserved_host_memory", "0"), "MiB"),
        text(values, "folder").map(PlaceName::new),
        text(values, "resource_pool").map(Ref::new),
        values.getOrDefault("volume_dir", "provision/volumes"),
        text(values, "ca_file"),
        text(values, "thumbprint"),
        values.getOrDefault("insecure", "false").equals("true"),
        Duration.ofSeconds(5),
        Duration.ofMinutes(10),
        8,
        "provision/images",
        text(values, "image_upload").filter("folder"::equals).isPresent()
            ? VcenterSpec.ImageUpload.FOLDER
            : VcenterSpec.ImageUpload.NFC,
        Map.of(),
        List.of());
  }

  /** {@code nas1:10,local0}. */
  private static List<DatastoreSpec> datastores(String text) {
    return Stream.of(text.split(",")).map(Connections::datastore).toList();
  }

  /** {@code nas1:10}; or with a datacenter before it, all of it as the playbook has it. */
  private static DatastoreSpec datastore(String text) {
    if (text.startsWith("DC")) {
      return new DatastoreSpec(new PlaceName(text), 0);
    }
    String[] parts = (text + ":0").split(":");
    return new DatastoreSpec(new PlaceName(parts[0]), Integer.parseInt(parts[1]));
  }

  private static Optional<String> text(Map<String, String> values, String key) {
    return Optional.ofNullable(values.get(key));
  }
}
