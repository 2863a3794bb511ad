package dev.provision.simulator.storage;

import dev.provision.simulator.world.Managed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * A storage policy, which here asks for nothing but certain datastores.
 *
 * @param refusal why a datastore does not satisfy it; empty for one that does
 */
public record StoragePolicy(String name, String id, Function<Managed, Optional<String>> refusal) {
  /** The one that every vCenter has. */
  private static final String VSAN = "vSAN Default Storage Policy";

  /**
   * Those of a lab.
   *
   * @param declared names of datastores by that of the policy
   */
  public static List<StoragePolicy> of(Map<String, List<String>> declared) {
    List<StoragePolicy> all = new ArrayList<>();
    all.add(
        named(
            VSAN,
            datastore ->
                "vsan".equals(datastore.get(DatastoreContents.TYPE))
                    ? Optional.empty()
                    : Optional.of("The datastore is not a vSAN datastore.")));
    declared.forEach(
        (name, datastores) -> {
          Set<String> names = new HashSet<>(datastores);
          all.add(
              named(
                  name,
                  datastore ->
                      names.contains(datastore.name())
                          ? Optional.empty()
                          : Optional.of("The datastore lacks what `" + name + "` asks for.")));
        });
    return all;
  }

  private static StoragePolicy named(String name, Function<Managed, Optional<String>> refusal) {
    byte[] seed = ("storage policy " + name).getBytes(StandardCharsets.UTF_8);
    return new StoragePolicy(name, UUID.nameUUIDFromBytes(seed).toString(), refusal);
  }
}
