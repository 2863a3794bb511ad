package dev.provision.vsphere;

import dev.provision.spi.Layer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether files could be put on the datastores: asks for the top of each with {@code HEAD
 * /folder?dcPath&dsName}, which needs the privileges that an upload needs and writes nothing.
 */
final class UploadProbe {
  static final String NAME = "upload";

  /** A vCenter may have hundreds; what is wrong with the way is wrong for the first ones too. */
  private static final int MOST = 5;

  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final VcenterSpec spec;
  private final Supplier<Optional<String>> cookie;
  private final InventoryLayer places;

  /**
   * @param cookie the session's, as the header {@code Cookie} takes it
   */
  UploadProbe(VcenterSpec spec, Supplier<Optional<String>> cookie, InventoryLayer places) {
    this.spec = spec;
    this.cookie = cookie;
    this.places = places;
  }

  Layer layer() {
    List<DatastoreFacts> datastores = places.writable().stream().limit(MOST).toList();
    if (datastores.isEmpty()) {
      return Layer.skipped(NAME, "because there is no datastore to ask");
    }
    List<String> lines = new ArrayList<>();
    try {
      for (DatastoreFacts datastore : datastores) {
        Optional<String> datacenter = places.datacenterPath(datastore);
        if (datacenter.isPresent()) {
          Optional<Layer> wrong = ask(datastore, datacenter.get(), lines);
          if (wrong.isPresent()) {
            return wrong.get();
          }
        }
      }
    } catch (TransportFailure e) {
      return Layer.refused(
          NAME,
          List.of(e.getMessage()),
          "see whether a proxy or a firewall lets https to /folder through");
    }
    return Layer.ok(NAME, lines);
  }

  private Optional<Layer> ask(DatastoreFacts datastore, String datacenter, List<String> lines)
      throws TransportFailure {
    Endpoint endpoint = new Endpoint(spec.effectiveHost().orElseThrow(), spec.port());
    URI uri =
        URI.create(
            endpoint.uri("/folder/")
                + "?dcPath="
                + URLEncoder.encode(datacenter, StandardCharsets.UTF_8)
                + "&dsName="
                + URLEncoder.encode(datastore.name(), StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody());
    cookie.get().ifPresent(value -> request.header("Cookie", value));
    HttpResponse<byte[]> answer =
        new HttpLink(endpoint, TlsContext.of(Connection.tls(spec)), spec.connectTimeout())
            .send(request.build(), 1 << 20, SILENCE);
    int status = answer.statusCode();
    if (status == 200) {
      lines.add("[" + datastore.name() + "] answers over https");
      return Optional.empty();
    }
    return Optional.of(
        Layer.refused(
            NAME,
            List.of(
                endpoint
                    + " answers status "
                    + status
                    + " for the files of ["
                    + datastore.name()
                    + "] in "
                    + datacenter
                    + location(answer)),
            fix(status)));
  }

  private static String location(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Location").map(to -> ", and redirects to " + to).orElse("");
  }

  private static String fix(int status) {
    if (status / 100 == 3) {
      return "use the vCenter's own https address: no file is sent to another one";
    }
    return switch (status) {
      case 401, 403 ->
          "give the account Datastore.Browse and Datastore.FileManagement on the datacenter and the"
              + " datastore";
      case 404 -> "see whether the datastore is accessible, and the names are right";
      default -> "see vCenter's log about its /folder service";
    };
  }
}
