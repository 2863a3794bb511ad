package dev.provision.simulator.serve;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The connections that are logged in, by the cookie of each. The cookie is not the session's key,
 * for other users can read the keys in the list of sessions. Safe for many threads.
 */
final class Clients {
  private final int most;
  private final Random random;
  private final Map<String, Vcenter.Client> byCookie = new LinkedHashMap<>();
  private int coming;

  /**
   * @param most at once
   * @param random that nobody can guess
   */
  Clients(int most, Random random) {
    this.most = most;
    this.random = random;
  }

  synchronized Optional<Vcenter.Client> find(String cookie) {
    return Optional.ofNullable(byCookie.get(cookie));
  }

  /** Reserves a place for a login; false when all are taken. */
  synchronized boolean reserve() {
    if (byCookie.size() + coming >= most) {
      byCookie.values().removeIf(client -> !client.isLoggedIn().getAsBoolean());
    }
    if (byCookie.size() + coming >= most) {
      return false;
    }
    coming++;
    return true;
  }

  /** Gives a reserved place back. */
  synchronized void release() {
    coming--;
  }

  /** Adds a client, whose place is reserved; call {@link #release} afterwards all the same. */
  synchronized String add(Vcenter.Client client) {
    String cookie = unguessable();
    byCookie.put(cookie, client);
    return cookie;
  }

  synchronized void remove(String cookie) {
    byCookie.remove(cookie);
  }

  /** 160 bits in hex. */
  String unguessable() {
    byte[] bytes = new byte[20];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
