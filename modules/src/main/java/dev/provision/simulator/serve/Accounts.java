package dev.provision.simulator.serve;

import dev.provision.simulator.lab.LabSpec;
import dev.provision.spi.schema.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who may log in. Each needs a password, even where the lab asks for none, because every program on
 * the machine can reach the server.
 */
final class Accounts {
  /** The user where neither the lab nor the command line names one. */
  static final String DEFAULT = "administrator@vsphere.local";

  private final Map<String, Secret> passwords;

  private Accounts(Map<String, Secret> passwords) {
    this.passwords = Map.copyOf(passwords);
  }

  /** One account. */
  static Accounts one(String user, Secret password) {
    return new Accounts(Map.of(key(user), password));
  }

  /**
   * Those of the lab, or the one user where it has none.
   *
   * @param password of each whose password the lab does not say
   */
  static Accounts of(LabSpec lab, String user, Secret password) {
    if (lab.users().isEmpty()) {
      return one(user, password);
    }
    Map<String, Secret> all = new LinkedHashMap<>();
    lab.users().forEach((name, spec) -> all.put(key(name), spec.password().orElse(password)));
    return new Accounts(all);
  }

  Set<String> names() {
    return passwords.keySet();
  }

  /** Takes as long for a wrong password as for the right one. */
  boolean admit(String user, String password) {
    Secret right = passwords.get(key(user));
    boolean same =
        MessageDigest.isEqual(
            (right == null ? "" : right.text()).getBytes(StandardCharsets.UTF_8),
            password.getBytes(StandardCharsets.UTF_8));
    return right != null && same;
  }

  private static String key(String user) {
    return user.toLowerCase(Locale.ROOT);
  }
}
