package dev.provision.vsphere.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A web server on loopback that answers as a test says, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {
  /** What it was asked. */
  public record Request(String line, Headers headers, String body) {}

  /** What it answers. */
  @FunctionalInterface
  public interface Script {
    void answer(HttpExchange exchange, Request request) throws IOException;
  }

  static final String VERSIONS =
      "<namespaces version=\"1.0\"><namespace><name>urn:vim2</name><version>9</version></namespace>"
          + "<namespace><name>urn:vim25</name><version>8.0.2.0</version><priorVersions>"
          + "<version>7.0</version></priorVersions></namespace></namespaces>";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  public final List<Request> requests = new CopyOnWriteArrayList<>();

  private ScriptedServer(HttpServer server, Script script) {
    this.server = server;
    server.createContext("/", exchange -> handle(exchange, script));
    server.setExecutor(threads);
    server.start();
  }

  static ScriptedServer plain(Script script) throws IOException {
    return new ScriptedServer(HttpServer.create(loopback(), 0), script);
  }

  public static ScriptedServer tls(SSLContext context, Script script) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new ScriptedServer(server, script);
  }

  /** Says its versions to whoever asks, and leaves calls to the script. */
  static ScriptedServer sdk(SSLContext context, Script script) throws IOException {
    return tls(
        context,
        (exchange, request) -> {
          if (request.line().equals("GET /sdk/vimServiceVersions.xml")) {
            send(exchange, 200, VERSIONS);
          } else {
            script.answer(exchange, request);
          }
        });
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange, Script script) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    Request request = new Request(line, exchange.getRequestHeaders(), body);
    requests.add(request);
    script.answer(exchange, request);
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        status,
        bytes.length == 0 || exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** A SOAP answer with the given body. */
  static void soap(HttpExchange exchange, int status, String body) throws IOException {
    send(
        exchange,
        status,
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
            + body
            + "</soapenv:Body></soapenv:Envelope>");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
