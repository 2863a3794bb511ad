package dev.provision.simulator.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.provision.simulator.storage.DatastoreFile;
import dev.provision.vsphere.files.FileRefusal;
import dev.provision.vsphere.files.FileWires;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /folder/<path>?dcPath=...&dsName=...}, the datastores' files, and {@code /nfc/<ticket>},
 * the disks of a lease. Files come in; given back are the small ones that came since the lab is
 * served, and the descriptors of disks, for the simulator keeps no other bytes. A path never leads
 * to a file of this machine, and one that tries to is refused all the same.
 */
final class FileHandler implements HttpHandler {
  private final Vcenter vcenter;
  private final FileWires files;
  private final Clients clients;
  private final Limits limits;

  FileHandler(Vcenter vcenter, Clients clients, Limits limits) {
    this.vcenter = vcenter;
    this.files = vcenter.files(clients::unguessable, limits.keptBytes());
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
      Optional<DatastoreFile> file = isLease ? Optional.empty() : vcenter.file(target(asked));
      return file.isEmpty()
          ? Answer.text(404, "there is no such file")
          : given(exchange, file.get());
    }
    if (!Set.of("PUT", "POST").contains(method)) {
      return Answer.text(405, "files are sent with PUT or POST");
    }
    if (vcenter.stateBytes() > limits.stateBytes()) {
      return Answer.text(507, "the state of the lab takes more than its --max-state");
    }
    long length = length(exchange);
    if (length > limits.uploadBytes()) {
      return Answer.text(413, "a file may have " + limits.uploadBytes() + " bytes");
    }
    return sent(exchange, target(asked), method, length);
  }

  /** A file, or the part that the client asks for; its length alone for {@code HEAD}. */
  private static Answer given(HttpExchange exchange, DatastoreFile file) {
    Headers headers = exchange.getResponseHeaders();
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(file.bytes()));
      return Answer.bytes(200, new byte[0]);
    }
    if (file.content().isEmpty()) {
      return Answer.text(501, "the simulator does not keep the bytes of this file");
    }
    byte[] all = file.content().get();
    headers.set("Accept-Ranges", "bytes");
    try {
      Optional<ByteRange> part =
          ByteRange.of(exchange.getRequestHeaders().getFirst("Range"), all.length);
      if (part.isEmpty()) {
        return Answer.bytes(200, all);
      }
      headers.set("Content-Range", part.get().text(all.length));
      return Answer.bytes(206, Arrays.copyOfRange(all, part.get().from(), part.get().to() + 1));
    } catch (IndexOutOfBoundsException e) {
      headers.set("Content-Range", "bytes */" + all.length);
      return Answer.text(416, e.getMessage());
    }
  }

  private Answer sent(HttpExchange exchange, URI to, String method, long length)
      throws IOException, InterruptedException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    // not closed here: Wire reads what is left of it before it answers
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
