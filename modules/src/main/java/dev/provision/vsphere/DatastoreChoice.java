package dev.provision.vsphere;

import dev.provision.spi.DataSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The datastore of one host for one VM. A datastore that the need itself names is taken whatever
 * {@code datastore_regex} says, for a linked clone lies where its image does.
 */
final class DatastoreChoice {
  private final HostFacts host;
  private final VmNeed need;
  private final Optional<Pattern> allowed;
  private final Ledger ledger;
  private final Inventory inventory;

  DatastoreChoice(
      HostFacts host, VmNeed need, Optional<Pattern> allowed, Ledger ledger, Inventory inventory) {
    this.host = host;
    this.need = need;
    this.allowed = allowed;
    this.ledger = ledger;
    this.inventory = inventory;
  }

  /** The one with the most room; adds an obstacle and is empty where none has enough. */
  Optional<DatastoreFacts> choose(List<Obstacle> obstacles) {
    List<DatastoreFacts> meant = new ArrayList<>();
    for (DatastoreFacts datastore : host.datastores()) {
      if (isMeant(datastore)) {
        meant.add(datastore);
      }
    }
    if (meant.isEmpty()) {
      obstacles.add(notMounted());
      return Optional.empty();
    }
    meant.removeIf(datastore -> !datastore.isWritableFrom(host.ref()));
    if (meant.isEmpty()) {
      obstacles.add(
          new Obstacle(
              "cannot write to " + wanted() + " now", "make " + wanted() + " accessible to it"));
      return Optional.empty();
    }
    DatastoreFacts most =
        meant.stream()
            .min(
                Comparator.comparingLong((DatastoreFacts d) -> -ledger.freeSpace(d))
                    .thenComparing(DatastoreFacts::name))
            .orElseThrow();
    long lacking = need.disk().bytes() - ledger.freeSpace(most);
    if (lacking > 0) {
      obstacles.add(full(most, lacking));
      return Optional.empty();
    }
    return Optional.of(most);
  }

  private boolean isMeant(DatastoreFacts datastore) {
    if (need.datastore().isPresent()) {
      return need.datastore().get().equals(datastore.ref());
    }
    if (need.datastoreName().isPresent()) {
      String name = need.datastoreName().get();
      return InventoryPath.isPath(name)
          ? inventory.path(datastore.ref()).equals(InventoryPath.parse(name))
          : datastore.name().equals(name);
    }
    // as Python's re.match, which Nova uses: anchored at the start and not at the end
    return allowed.map(regex -> regex.matcher(datastore.name()).lookingAt()).orElse(true);
  }

  private String wanted() {
    if (need.datastore().isPresent()) {
      String name =
          inventory
              .get(need.datastore().get())
              .map(Item::name)
              .orElse(need.datastore().get().getVal());
      return "datastore `" + name + "`";
    }
    return need.datastoreName()
        .map(name -> "datastore `" + name + "`")
        .or(() -> allowed.map(regex -> "a datastore that matches `" + regex + "`"))
        .orElse("a datastore");
  }

  private Obstacle notMounted() {
    boolean one = need.datastore().isPresent() || need.datastoreName().isPresent();
    return new Obstacle(
        (one ? "does not mount " : "mounts no ") + wanted().replaceFirst("^a ", ""),
        "mount " + wanted() + " on it");
  }

  private Obstacle full(DatastoreFacts most, long lacking) {
    DataSize free = DataSize.ofMebibytes(Math.max(0, ledger.freeSpace(most)) >> 20);
    DataSize more = DataSize.ofMebibytes((lacking + (1 << 20) - 1) >> 20);
    return new Obstacle(
        "has " + free + " left on `" + most.name() + "`",
        "free " + more + " on `" + most.name() + "`");
  }
}
