package dev.provision.simulator.serve;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client of no kind: it sends what no client of vSphere would. */
final class Raw {
  private final ServedLab lab;
  private final HttpClient http;
  private String cookie = "";
  private String version = "8.0.2.0";

  Raw(ServedLab lab) throws Exception {
    this.lab = lab;
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(lab.caFile())) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    this.http = HttpClient.newBuilder().sslContext(tls).build();
  }

  /** From now on it asks for this version of the API. */
  void speaks(String version) {
    this.version = version;
  }

  /** Status and body, {@code 413 a call may have 10 bytes}. */
  String send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(lab.url() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("SOAPAction", "urn:vim25/" + version);
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";")[0]);
    return (answer.statusCode() + " " + answer.body()).strip();
  }

  /** Status, {@code Content-Range} and body of a GET that asks for a part. */
  String part(String path, String range) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(lab.url() + path))
            .header("Range", range)
            .header("Cookie", cookie)
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    String part = answer.headers().firstValue("Content-Range").orElse("");
    return (answer.statusCode() + " " + part + " " + answer.body()).strip();
  }

  /** The whole answer to a call, with what stands in its element. */
  String envelope(String method, String inside) throws Exception {
    String envelope =
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soapenv:Body><"
            + method
            + " xmlns=\"urn:vim25\">"
            + inside
            + "</"
            + method
            + "></soapenv:Body></soapenv:Envelope>";
    return send("POST", "/sdk", envelope);
  }

  /** The same without the envelope. */
  String call(String method, String inside) throws Exception {
    String answer = envelope(method, inside);
    int body = answer.indexOf("<soapenv:Body>");
    int end = answer.indexOf("</soapenv:Body>");
    return body < 0
        ? answer
        : answer.substring(0, 4) + answer.substring(body + "<soapenv:Body>".length(), end).strip();
  }

  String login(String user, String password) throws Exception {
    return call(
        "Login",
        "<_this type=\"SessionManager\">SessionManager</_this><userName>"
            + user
            + "</userName><password>"
            + password
            + "</password>");
  }

  String cookie() {
    return cookie;
  }
}
