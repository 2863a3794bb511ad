package dev.provision.vsphere.rest;

import dev.provision.vsphere.wire.Endpoint;
import dev.provision.vsphere.wire.HttpLink;
import dev.provision.vsphere.wire.TlsContext;
import dev.provision.vsphere.wire.TlsPolicy;
import dev.provision.vsphere.wire.TransportFailure;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The REST API over https, with the TLS policy and the time limits of the SOAP connection. Safe for
 * many threads; opens no connection before the first request.
 */
public final class HttpsRest implements Rest {
  /** A page of tags is some hundred bytes for each. */
  private static final long MAX_ANSWER_BYTES = 64L << 20;

  private final URI server;
  private final HttpLink link;
  private final Duration silence;

  /**
   * @param silence the longest time without a byte
   * @throws TransportFailure when the host's name or the TLS policy cannot be used
   */
  public HttpsRest(String host, int port, TlsPolicy tls, Duration connectTimeout, Duration silence)
      throws TransportFailure {
    Endpoint endpoint = new Endpoint(host, port);
    this.server = endpoint.uri("/");
    this.link = new HttpLink(endpoint, TlsContext.of(tls), connectTimeout);
    this.silence = silence;
  }

  @Override
  public RestAnswer send(RestCall call) throws TransportFailure {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(call.target())).header("Accept", "application/json");
    if (call.body().isPresent()) {
      request
          .header("Content-Type", "application/json")
          .method(call.method(), HttpLink.body(call.body().get()));
    } else if (!call.method().equals("GET")) {
      request.method(call.method(), HttpLink.body(""));
    }
    call.headers().forEach(request::header);
    HttpResponse<byte[]> answer = link.send(request.build(), MAX_ANSWER_BYTES, silence);
    return new RestAnswer(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
  }
}
