package dev.provision.vsphere.files;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A path on a datastore, {@code [nas1] provision/volumes/ci/pgdata/pgdata.vmdk}, in the one form in
 * which paths are looked up and compared: one space behind the bracket, no slash at either end and
 * none twice. A folder at the top that has an id besides its name appears here by its name ({@link
 * TopFolderNames}).
 *
 * @param datastore its name
 * @param path below the datastore's top; empty for the top itself
 */
public record DatastorePath(String datastore, String path) {
  public DatastorePath {
    path =
        Arrays.stream(path.strip().split("/"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("/"));
  }

  /** Empty where the text is no such path. */
  public static Optional<DatastorePath> parse(String text) {
    int close = text.indexOf(']');
    return text.startsWith("[") && close > 1
        ? Optional.of(new DatastorePath(text.substring(1, close), text.substring(close + 1)))
        : Optional.empty();
  }

  /**
   * Parses a path that a server showed.
   *
   * @throws IllegalArgumentException where the text is no such path
   */
  public static DatastorePath of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("no path on a datastore: " + text));
  }

  /** The first folder of the path. */
  public String top() {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  /** The folder that it is in. */
  public DatastorePath folder() {
    return new DatastorePath(datastore, path.substring(0, Math.max(0, path.lastIndexOf('/'))));
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The same path with another first folder. */
  DatastorePath under(String top) {
    int slash = path.indexOf('/');
    return new DatastorePath(datastore, slash < 0 ? top : top + path.substring(slash));
  }

  /**
   * The rest of the path below a folder of its datastore; empty where it is not below that folder.
   *
   * @param folder {@code provision/volumes/ci}
   */
  public Optional<String> below(String folder) {
    return path.startsWith(folder + "/")
        ? Optional.of(path.substring(folder.length() + 1))
        : Optional.empty();
  }

  /** As the API writes it. */
  @Override
  public String toString() {
    return ("[" + datastore + "] " + path).strip();
  }
}
