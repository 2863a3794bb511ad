package dev.provision.vsphere.placement;

import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.AllowedDatastores;
import dev.provision.vsphere.places.DatastoreFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses a datastore of one host for one VM. A datastore that the need itself names is taken even
 * if the connection does not allow it, because a linked clone has to be on the datastore of its
 * image.
 */
final class DatastoreChoice {
  /** How many datastores that do not satisfy a policy are listed by name. */
  private static final int NAMED = 3;

  private final HostFacts host;
  private final VmNeed need;
  private final AllowedDatastores allowed;
  private final Ledger ledger;
  private final Inventory inventory;

  DatastoreChoice(
      HostFacts host, VmNeed need, AllowedDatastores allowed, Ledger ledger, Inventory inventory) {
    this.host = host;
    this.need = need;
    this.allowed = allowed;
    this.ledger = ledger;
    this.inventory = inventory;
  }

  /**
   * Of those with room, the one with the highest weight, and among equals the one with the most
   * room. Empty when none has enough room; then it adds an obstacle.
   */
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
    if (need.where().policy().isPresent()) {
      Optional<Obstacle> none = unsatisfying(need.where().policy().get(), meant);
      if (none.isPresent()) {
        obstacles.add(none.get());
        return Optional.empty();
      }
    }
    meant.removeIf(datastore -> !datastore.isWritableFrom(host.ref()));
    if (meant.isEmpty()) {
      obstacles.add(
          new Obstacle(
              Constraint.DISK,
              "cannot write to " + wanted() + " now",
              "make " + wanted() + " accessible to it"));
      return Optional.empty();
    }
    Comparator<DatastoreFacts> emptiest =
        Comparator.comparingLong((DatastoreFacts d) -> -ledger.freeSpace(d))
            .thenComparing(DatastoreFacts::name);
    Optional<DatastoreFacts> best =
        meant.stream()
            .filter(d -> lacking(d) <= 0)
            .min(
                Comparator.comparingInt((DatastoreFacts d) -> -allowed.weight(d))
                    .thenComparing(emptiest));
    if (best.isEmpty()) {
      DatastoreFacts most = meant.stream().min(emptiest).orElseThrow();
      obstacles.add(full(most, lacking(most)));
    }
    return best;
  }

  /**
   * Removes datastores that do not satisfy a storage policy; returns an obstacle when none is left.
   */
  private Optional<Obstacle> unsatisfying(String policy, List<DatastoreFacts> meant) {
    List<String> reasons = new ArrayList<>();
    List<DatastoreFacts> all = List.copyOf(meant);
    for (DatastoreFacts each : all) {
      inventory
          .policies()
          .refusal(policy, each.ref())
          .ifPresent(
              why -> {
                meant.remove(each);
                reasons.add("`" + each.name() + "` (" + why + ")");
              });
    }
    if (!meant.isEmpty()) {
      return Optional.empty();
    }
    String more = reasons.size() > NAMED ? " and " + (reasons.size() - NAMED) + " more" : "";
    return Optional.of(
        new Obstacle(
            Constraint.POLICY,
            "has no datastore that satisfies storage policy `"
                + policy
                + "`: not "
                + String.join(", ", reasons.subList(0, Math.min(NAMED, reasons.size())))
                + more,
            "mount a datastore on it that satisfies `" + policy + "`, or name another policy"));
  }

  /** In bytes; positive when there is not enough room. */
  private long lacking(DatastoreFacts datastore) {
    return ledger.space(need, datastore.ref()) - ledger.freeSpace(datastore);
  }

  private boolean isMeant(DatastoreFacts datastore) {
    if (need.where().datastore().isPresent()) {
      return need.where().datastore().get().equals(datastore.ref());
    }
    if (need.where().datastoreName().isPresent()) {
      return need.where().datastoreName().get().fits(inventory.path(datastore.ref()));
    }
    return allowed.allows(datastore);
  }

  private String wanted() {
    if (need.where().datastore().isPresent()) {
      String name =
          inventory
              .get(need.where().datastore().get())
              .map(Item::name)
              .orElse(need.where().datastore().get().getVal());
      return "datastore `" + name + "`";
    }
    return need.where()
        .datastoreName()
        .map(name -> "datastore `" + name + "`")
        .orElseGet(allowed::text);
  }

  private Obstacle notMounted() {
    boolean one = need.where().datastore().isPresent() || need.where().datastoreName().isPresent();
    return new Obstacle(
        Constraint.DISK,
        (one ? "does not mount " : "mounts no ") + wanted().replaceFirst("^a ", ""),
        "mount " + wanted() + " on it" + roomThere());
  }

  /**
   * What else has to be freed on a datastore that the host does not mount yet; empty for nothing.
   */
  private String roomThere() {
    return inventory.all("Datastore").stream()
        .map(DatastoreFacts::new)
        .filter(this::isMeant)
        .min(Comparator.comparingLong(this::lacking))
        .filter(most -> lacking(most) > 0)
        .map(most -> full(most, lacking(most)).fix())
        .map(fix -> fix.startsWith("free ") ? " and " + fix : ", or " + fix)
        .orElse("");
  }

  private Obstacle full(DatastoreFacts most, long lacking) {
    String free = new DataSize(Math.max(0, ledger.freeSpace(most))).brief();
    DataSize more = DataSize.ofMebibytes((lacking + (1 << 20) - 1) >> 20);
    return new Obstacle(
        Constraint.DISK,
        "has "
            + free
            + " left on `"
            + most.name()
            + "`, and disks and swap file take "
            + new DataSize(Ledger.own(need)).brief()
            + copy(most),
        most.capacityBytes() == 0 || lacking <= most.capacityBytes() - most.freeBytes()
            ? "free " + more + " on `" + most.name() + "`"
            : larger(most));
  }

  /** The advice when freeing space is not enough: name or mount a larger datastore. */
  private String larger(DatastoreFacts most) {
    long bytes = ledger.space(need, most.ref());
    return (need.where().datastore().isPresent() || need.where().datastoreName().isPresent()
            ? "name a datastore with "
            : "mount a datastore on it with ")
        + DataSize.ofMebibytes((bytes + (1 << 20) - 1) >> 20)
        + " free";
  }

  private String copy(DatastoreFacts datastore) {
    long bytes = ledger.copied(need, datastore.ref());
    return bytes == 0
        ? ""
        : ", the copy of image `"
            + need.source().link().orElseThrow().image().name()
            + "` "
            + new DataSize(bytes).brief();
  }

  /** All suitable datastores, by name. */
  List<DatastoreFacts> all() {
    return host.datastores().stream()
        .filter(this::isMeant)
        .filter(datastore -> datastore.isWritableFrom(host.ref()))
        .filter(datastore -> lacking(datastore) <= 0)
        .filter(
            datastore ->
                need.where()
                    .policy()
                    .flatMap(policy -> inventory.policies().refusal(policy, datastore.ref()))
                    .isEmpty())
        .sorted(Comparator.comparing(DatastoreFacts::name))
        .toList();
  }
}
