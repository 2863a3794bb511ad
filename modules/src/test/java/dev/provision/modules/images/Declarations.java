package dev.provision.modules.images;

import dev.provision.diagnostic.Span;
import dev.provision.modules.images.declaration.ImageSpec;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Field;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.PlaceName;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declarations as the binder makes them of a playbook, each field on a line of its own. */
public final class Declarations {
  static final EnvironmentId CI = new EnvironmentId("", "ci");

  private Declarations() {}

  static Declaration<ImageSpec> template(String name, String nameOrPath) {
    return of(
        Path.of("ci.yml"),
        name,
        spec(Optional.of(nameOrPath), Optional.empty(), Optional.empty(), Map.of()));
  }

  public static Declaration<ImageSpec> source(
      Path playbook, String name, String source, Map<String, String> properties) {
    return source(playbook, name, source, Optional.empty(), properties);
  }

  public static Declaration<ImageSpec> source(
      Path playbook,
      String name,
      String source,
      Optional<String> sha256,
      Map<String, String> properties) {
    return of(playbook, name, spec(Optional.empty(), Optional.of(source), sha256, properties));
  }

  /** With nothing else. */
  public static ImageSpec spec(
      Optional<String> template,
      Optional<String> source,
      Optional<String> sha256,
      Map<String, String> properties) {
    return new ImageSpec(
        template.map(PlaceName::new),
        source,
        sha256,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        properties,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static Declaration<ImageSpec> of(Path playbook, String name, ImageSpec spec) {
    Map<String, Field> fields = new LinkedHashMap<>();
    spec.template().ifPresent(x -> fields.put("template", field(playbook, 3)));
    spec.source().ifPresent(x -> fields.put("source", field(playbook, 3)));
    spec.sha256().ifPresent(x -> fields.put("sha256", field(playbook, 4)));
    spec.guestId().ifPresent(x -> fields.put("guest_id", field(playbook, 5)));
    spec.firmware().ifPresent(x -> fields.put("firmware", field(playbook, 6)));
    int line = 8;
    for (String key : spec.properties().keySet().stream().sorted().toList()) {
      fields.put("properties." + key, field(playbook, line++));
    }
    return new Declaration<>(
        new Address("image", name),
        spec,
        Common.DEFAULT,
        fields,
        List.of(),
        new Span(playbook.toString(), 2, 3, 2, 9));
  }

  private static Field field(Path playbook, int line) {
    return new Field(new Span(playbook.toString(), line, 5, line, 9), false, List.of());
  }

  /** With the connection to DC0. */
  public static Resolved resolved() {
    return new Resolved() {
      @Override
      public EnvironmentId environment() {
        return CI;
      }

      @Override
      public <C> C connection(Class<C> type) {
        return type.cast(VCENTER);
      }

      @Override
      public <T> T get(String section, String name, Class<T> type) {
        throw new IllegalStateException("an image refers to nothing");
      }
    };
  }

  private static final VcenterSpec VCENTER =
      new VcenterSpec(
          Optional.empty(),
          Optional.of("vc"),
          Optional.empty(),
          443,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(new PlaceName("DC0")),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          BigDecimal.ONE,
          Optional.empty(),
          BigDecimal.ONE,
          new DataSize(0),
          Optional.empty(),
          Optional.empty(),
          "provision/volumes",
          Optional.empty(),
          Optional.empty(),
          false,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          8,
          "provision/images",
          VcenterSpec.ImageUpload.NFC,
          Map.of(),
          List.of());
}
