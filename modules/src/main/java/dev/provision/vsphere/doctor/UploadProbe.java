package dev.provision.vsphere.doctor;

import dev.provision.spi.Layer;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.connection.WireOptions;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.wire.Endpoint;
import dev.provision.vsphere.wire.HttpLink;
import dev.provision.vsphere.wire.TlsContext;
import dev.provision.vsphere.wire.TransportFailure;
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
 * /folder?dcPath&dsName}, which needs the privileges that an upload needs and writes nothing. What
 * stands before a vCenter may treat {@code PUT} otherwise than {@code HEAD}, so one is sent too, to
 * a datastore that cannot be: no server can put anything there, and a redirect comes all the same.
 */
final class UploadProbe {
  static final String NAME = "upload";

  /** A vCenter may have hundreds; what is wrong with the way is wrong for the first ones too. */
  private static final int MOST = 5;

  /** A name that no datastore has: vSphere's end at 80 characters. */
  private static final String NO_DATASTORE = "no-datastore-".repeat(8);

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
    boolean isPutTried = false;
    try {
      for (DatastoreFacts datastore : datastores) {
        Optional<String> datacenter = places.datacenterPath(datastore);
        if (datacenter.isPresent()) {
          Optional<Layer> wrong = ask(datastore, datacenter.get(), lines);
          if (wrong.isEmpty() && !isPutTried) {
            isPutTried = true;
            wrong = put(datacenter.get());
          }
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

  private HttpResponse<byte[]> send(String method, String datastore, String datacenter)
      throws TransportFailure {
    Endpoint endpoint = endpoint();
    URI uri =
        URI.create(
            endpoint.uri("/folder/")
                + (method.equals("PUT") ? "probe" : "")
                + "?dcPath="
                + URLEncoder.encode(datacenter, StandardCharsets.UTF_8)
                + "&dsName="
                + URLEncoder.encode(datastore, StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
    cookie.get().ifPresent(value -> request.header("Cookie", value));
    return new HttpLink(endpoint, TlsContext.of(WireOptions.tls(spec)), spec.connectTimeout())
        .send(request.build(), 1 << 20, SILENCE);
  }

  private Endpoint endpoint() throws TransportFailure {
    return new Endpoint(spec.effectiveHost().orElseThrow(), spec.port());
  }

  /** What is wrong with the way of a file that is sent; whatever else is answered, it arrived. */
  private Optional<Layer> put(String datacenter) throws TransportFailure {
    HttpResponse<byte[]> answer = send("PUT", NO_DATASTORE, datacenter);
    int status = answer.statusCode();
    return status / 100 != 3
        ? Optional.empty()
        : Optional.of(
            Layer.refused(
                NAME,
                List.of(
                    endpoint()
                        + " answers status "
                        + status
                        + " where a file is sent (PUT to /folder), although it answers questions"
                        + " about files itself"
                        + location(answer)),
                fix(status)));
  }

  private Optional<Layer> ask(DatastoreFacts datastore, String datacenter, List<String> lines)
      throws TransportFailure {
    HttpResponse<byte[]> answer = send("HEAD", datastore.name(), datacenter);
    int status = answer.statusCode();
    if (status == 200) {
      lines.add("[" + datastore.name() + "] answers over https");
      return Optional.empty();
    }
    return Optional.of(
        Layer.refused(
            NAME,
            List.of(
                endpoint()
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
