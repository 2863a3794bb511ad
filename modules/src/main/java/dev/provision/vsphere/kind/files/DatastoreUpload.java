package dev.provision.vsphere.kind.files;

import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Kind;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.files.FileRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sends one file to a datastore by {@code PUT /folder} with a known length, and checks the size on
 * the server. An incomplete file is deleted if possible, and always refused: the caller gives the
 * file its final name only after this returned.
 */
public final class DatastoreUpload {
  private static final String TYPE = "application/octet-stream";

  private final DatastoreFiles files;

  /** Opens the file at its first byte. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  public DatastoreUpload(DatastoreFiles files) {
    this.files = files;
  }

  /**
   * Sends a file; overwrites one of that name.
   *
   * @param length in bytes; the size on the server must equal it
   * @throws ModuleException of kind TRANSIENT when a new attempt may succeed
   */
  public void put(String path, Source source, long length)
      throws ModuleException, InterruptedException {
    boolean whole = false;
    try {
      send(path, source, length, true);
      long arrived = files.find(path).map(DatastoreFiles.Found::bytes).orElse(-1L);
      if (arrived != length) {
        throw ModuleException.refused(
            "of "
                + length
                + " bytes that were sent to `"
                + files.at(path)
                + "` "
                + (arrived < 0 ? "nothing is there" : arrived + " are there")
                + "; something on the way, such as a proxy or a virus scanner, may have answered"
                + " in the server's place");
      }
      whole = true;
    } finally {
      if (!whole) {
        sweep(path);
      }
    }
  }

  /**
   * @param again whether to try once more after the session was lost: it is renewed, and the file
   *     is sent again from its start
   */
  private void send(String path, Source source, long length, boolean again)
      throws ModuleException, InterruptedException {
    try (InputStream in = source.open()) {
      files.write().files().send(address(path), "PUT", TYPE, Optional.empty(), in, length);
    } catch (FileRefusal e) {
      if (e.status() == 401 && again) {
        send(path, source, length, false);
        return;
      }
      throw refused(path, length, e);
    } catch (IOException e) {
      throw new ModuleException(
          Kind.TRANSIENT, "could not upload `" + files.at(path) + "`: " + e.getMessage(), e);
    }
  }

  private ModuleException refused(String path, long length, FileRefusal e) {
    String what = "could not upload `" + files.at(path) + "`: " + e.getMessage();
    return switch (e.status()) {
      case 507 ->
          new ModuleException(
              Kind.REFUSED,
              what
                  + "; datastore `"
                  + files.datastoreName()
                  + "` has no room for the "
                  + size(length)
                  + " of the file (it had "
                  + files.free()
                  + " when it was read): free some, or let another datastore be chosen with"
                  + " `datastores`",
              e);
      case 401 ->
          new ModuleException(
              Kind.REFUSED,
              what
                  + "; a new session is not let in either: does the account have the privileges"
                  + " Datastore.Browse and Datastore.FileManagement",
              e);
      // what is in the way of this upload's name is left over from an earlier attempt
      case 409 -> new ModuleException(Kind.TRANSIENT, what, e);
      default -> new ModuleException(e.mayPass() ? Kind.TRANSIENT : Kind.REFUSED, what, e);
    };
  }

  private static DataSize size(long bytes) {
    return DataSize.ofMebibytes((bytes + (1 << 20) - 1) >> 20);
  }

  /**
   * Ignores failures: the user is told why the upload failed, and the next apply deletes leftovers
   * again.
   */
  private void sweep(String path) {
    boolean interrupted = Thread.interrupted();
    try {
      files.delete(path);
    } catch (ModuleException e) {
      return;
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The URI on the connection's own host, where the session is valid. */
  private URI address(String path) {
    String encoded =
        Arrays.stream(path.split("/"))
            .map(DatastoreUpload::encoded)
            .collect(Collectors.joining("/"));
    return URI.create(
        "https://*/folder/"
            + encoded
            + "?dcPath="
            + encoded(files.datacenterPath())
            + "&dsName="
            + encoded(files.datastoreName()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
