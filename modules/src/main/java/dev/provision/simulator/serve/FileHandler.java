package dev.provision.simulator.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.provision.vsphere.files.FileRefusal;
import dev.provision.vsphere.files.FileWires;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code /folder/<path>?dcPath=...&dsName=...}, the datastores' files, and {@code /nfc/<ticket>},
 * the disks of a lease. Files come in; none can be had back, because the simulator keeps no bytes.
 * A path never leads to a file of this machine, and one that tries to is refused all the same.
 */
final class FileHandler implements HttpHandler {
  private final Vcenter vcenter;
  private final FileWires files;
  private final Clients clients;
  private final Limits limits;

  FileHandler(Vcenter vcenter, Clients clients, Limits limits) {
    this.vcenter = vcenter;
    this.files = vcenter.files(clients::unguessable);
    this.clients = clients;
    this.limits = limits;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Answer answer;
    try {
      answer = answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server ends", e);
    }
    Wire.answer(exchange, answer);
  }

  private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
    URI asked = exchange.getRequestURI();
    // a lease's ticket is its permission; the files of datastores take a session
    boolean isLease = asked.getPath().startsWith("/nfc/");
    boolean isKnown =
        Wire.cookie(exchange)
            .flatMap(clients::find)
            .filter(client -> client.isLoggedIn().getAsBoolean())
            .isPresent();
    if (!isLease && !isKnown) {
      return Answer.text(401, "log in first: the cookie vmware_soap_session names no session");
    }
    if (leavesTheDatastore(asked.getPath())) {
      return Answer.text(400, "the path leads out of the datastore");
    }
    String method = exchange.getRequestMethod();
    if (Set.of("GET", "HEAD").contains(method)) {
      return seen(exchange, isLease ? OptionalLong.empty() : vcenter.fileBytes(target(asked)));
    }
    if (!Set.of("PUT", "POST").contains(method)) {
      return Answer.text(405, "files are sent with PUT or POST");
    }
    long length = length(exchange);
    if (length > limits.uploadBytes()) {
      return Answer.text(413, "a file may have " + limits.uploadBytes() + " bytes");
    }
    return sent(exchange, target(asked), method, length);
  }

  /** That a file or folder is there, and how large it is. */
  private static Answer seen(HttpExchange exchange, OptionalLong bytes) {
    if (bytes.isEmpty()) {
      return Answer.text(404, "there is no such file");
    }
    if (exchange.getRequestMethod().equals("GET")) {
      return Answer.text(501, "the simulator keeps no bytes of files, so there are none to give");
    }
    exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.getAsLong()));
    return Answer.text(200, "");
  }

  private Answer sent(HttpExchange exchange, URI to, String method, long length)
      throws IOException, InterruptedException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    // closed by nobody here: what is left of it is read before the answer
    InputStream body = new BoundedStream(exchange.getRequestBody(), limits.uploadBytes());
    try {
      files.send(to, method, type, Optional.empty(), body, length);
      return Answer.text(method.equals("PUT") ? 201 : 200, "");
    } catch (FileRefusal e) {
      return Answer.text(e.status(), e.getMessage());
    }
  }

  private static long length(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  /** At the connection's own host, as the simulator names it. */
  private static URI target(URI asked) {
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    return URI.create("https://*" + asked.getRawPath() + query);
  }

  /**
   * @param path decoded, so that {@code %2e%2e} is what it stands for
   */
  static boolean leavesTheDatastore(String path) {
    if (path.indexOf('\\') >= 0 || path.chars().anyMatch(c -> c < ' ')) {
      return true;
    }
    for (String part : path.split("/")) {
      if (part.equals("..") || part.equals(".")) {
        return true;
      }
    }
    return false;
  }
}
