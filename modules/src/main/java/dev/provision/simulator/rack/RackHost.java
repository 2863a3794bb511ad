package dev.provision.simulator.rack;

import dev.provision.simulator.compute.HostModel;
import dev.provision.simulator.storage.LunModel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A host as it answers at its address, whoever manages it.
 *
 * @param address its DNS name or address
 * @param certificate which certificate it has: another number is another one, as after a new
 *     installation
 * @param account who may add it
 * @param version of ESXi; that of the vCenter when empty
 * @param evc the newest EVC mode that its CPU offers, {@code intel-skylake}; empty when unknown
 * @param managedBy the address of another vCenter that manages it
 * @param datastores its local ones, with their bytes
 * @param luns that it sees, by {@code naa} name
 */
public record RackHost(
    String address,
    HostModel model,
    int certificate,
    Optional<Account> account,
    Optional<String> version,
    Optional<String> evc,
    Optional<String> managedBy,
    Map<String, Long> datastores,
    Map<String, LunModel> luns) {

  /** An account of the host itself. */
  public record Account(String username, String password) {}

  public RackHost {
    datastores = new LinkedHashMap<>(datastores);
    luns = new LinkedHashMap<>(luns);
  }

  /** One that answers where a lab has no rack: with any account, and nobody verifies it. */
  static RackHost anywhere(String address) {
    return new RackHost(
        address,
        HostModel.PLAIN,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  /** Stands for the bytes of its certificate, which nobody here parses. */
  public byte[] encoded() {
    return ("certificate " + certificate + " of " + address).getBytes(StandardCharsets.UTF_8);
  }

  boolean admits(String username, String password) {
    return account.isEmpty() || account.get().equals(new Account(username, password));
  }
}
