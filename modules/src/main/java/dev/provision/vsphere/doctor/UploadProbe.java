package dev.provision.vsphere.doctor;

import dev.provision.spi.Layer;
import dev.provision.vsphere.connection.Connection;
import dev.provision.vsphere.connection.VcenterSpec;
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
 * Checks whether files could be uploaded to the datastores. {@code HEAD /folder?dcPath&dsName} on
 * the top of each needs the privileges of an upload and writes nothing. A proxy in front of a
 * vCenter may treat {@code PUT} differently, so the probe also sends one, to a datastore that
 * cannot exist: the server has nowhere to put the file, but the proxy would still redirect the
 * request.
 */
final class UploadProbe {
  static final String NAME = "upload";

  /** A vCenter may have hundreds, and a fault on the way to it shows with the first ones. */
  private static final int MOST = 5;

  /** No datastore has this name: vSphere allows 80 characters at most. */
  private static final String NO_DATASTORE = "no-datastore-".repeat(8);

  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final VcenterSpec spec;
  private final Supplier<Optional<String>> cookie;
  private final InventoryLayer places;

  /**
   * @param cookie the session's cookie, as the header {@code Cookie} takes it
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
    return new HttpLink(endpoint, TlsContext.of(Connection.tls(spec)), spec.connectTimeout())
        .send(request.build(), 1 << 20, SILENCE);
  }

  private Endpoint endpoint() throws TransportFailure {
    return new Endpoint(spec.effectiveHost().orElseThrow(), spec.port());
  }

  /** Only a redirect is an error: any other answer means that the request reached the vCenter. */
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
