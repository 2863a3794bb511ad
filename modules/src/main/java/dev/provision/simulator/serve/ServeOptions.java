package dev.provision.simulator.serve;

import dev.provision.spi.ProviderCommand.Flag;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command line says.
 *
 * @param listen on loopback, unless the command line names an address and a user
 * @param passwordFile whose first line is the password; made at random when left out
 */
record ServeOptions(InetSocketAddress listen, Optional<String> user, Optional<Path> passwordFile) {
  static final List<Flag> FLAGS =
      List.of(
          new Flag(
              "listen",
              "ADDRESS:PORT",
              "where to listen; 127.0.0.1:8989 when left out, port 0 for any that is free, and"
                  + " other than loopback only with --user"),
          new Flag(
              "user",
              "USER",
              "who may log in; administrator@vsphere.local, or the lab's users, when left out"),
          new Flag(
              "password-file",
              "FILE",
              "the file whose first line is the password; made at random when left out"));

  private static final String DEFAULT = "127.0.0.1:8989";
  private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+)):(\\d{1,5})");

  /**
   * @throws IllegalArgumentException saying what was wanted
   */
  static ServeOptions of(Map<String, List<String>> flags) {
    InetSocketAddress listen = address(last(flags, "listen").orElse(DEFAULT));
    Optional<String> user = last(flags, "user");
    if (!listen.getAddress().isLoopbackAddress() && user.isEmpty()) {
      throw new IllegalArgumentException(
          "--listen "
              + last(flags, "listen").orElse(DEFAULT)
              + " is reached from other machines: say with --user who may log in");
    }
    if (user.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("--user: a user has a name");
    }
    return new ServeOptions(listen, user, last(flags, "password-file").map(Path::of));
  }

  private static Optional<String> last(Map<String, List<String>> flags, String name) {
    List<String> given = flags.getOrDefault(name, List.of());
    return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
  }

  private static InetSocketAddress address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65535) {
      throw new IllegalArgumentException(
          "--listen: expected ADDRESS:PORT such as " + DEFAULT + ", found `" + text + "`");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    try {
      return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(matcher.group(3)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--listen: `" + host + "` is no address of a machine");
    }
  }
}
