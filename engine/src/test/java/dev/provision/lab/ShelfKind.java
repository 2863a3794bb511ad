package dev.provision.lab;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.trait.Composed;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Parted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shelves: the base is made, and its late part names things which need it. */
final class ShelfKind
    implements Parted<ShelfSpec, ShelfKind.Want, ShelfKind.Seen, Picture, Pen>,
        Composed<ShelfSpec, ShelfKind.Want, ShelfKind.Seen, Picture, Pen>,
        Locked<ShelfSpec, ShelfKind.Want, ShelfKind.Seen, Picture, Pen> {
  private static final String HOLDS = "holds.";

  /** What is wanted of one part. */
  record Want(String path, Map<String, String> fields) {}

  /**
   * A shelf that is there.
   *
   * @param holding the one entry of its list that this stands for; empty for the shelf
   */
  record Seen(Thing shelf, Optional<String> holding) {}

  @Override
  public KindInfo info() {
    return new KindInfo("shelves", "shelf", "A shelf.", "", List.of(), List.of());
  }

  @Override
  public Class<ShelfSpec> spec() {
    return ShelfSpec.class;
  }

  @Override
  public List<Part<ShelfSpec>> lateParts() {
    return List.of(
        new Part<>(
            "members",
            Set.of("holds", "label"),
            s -> new ShelfSpec(s.path(), Optional.empty(), s.holds(), s.label())));
  }

  @Override
  public ShelfSpec base(ShelfSpec s) {
    return new ShelfSpec(s.path(), s.colour(), Optional.empty(), Optional.empty());
  }

  @Override
  public Set<Address> parts(Declaration<ShelfSpec> declaration) {
    return declaration.spec().holds().orElse(List.of()).stream()
        .map(each -> held(declaration.address().toString(), each.name()))
        .collect(Collectors.toSet());
  }

  private static Address held(String shelf, String thing) {
    return Address.parse(shelf + "." + HOLDS + thing);
  }

  @Override
  public Checked<Want> desired(Declaration<ShelfSpec> declaration, Resolved references) {
    ShelfSpec spec = declaration.spec();
    Map<String, String> fields = new TreeMap<>();
    spec.colour().ifPresent(colour -> fields.put("colour", colour));
    spec.label().ifPresent(v -> fields.put("label", v.ifKnown().orElse(Change.KNOWN_AFTER_APPLY)));
    for (Ref ref : spec.holds().orElse(List.of())) {
      references
          .each("things", ref.name(), String.class)
          .forEach((thing, path) -> fields.put(HOLDS + thing.name(), path));
    }
    return Checked.of(new Want(spec.path(), fields));
  }

  @Override
  public Observation<Seen> observe(Address address, Want want, Picture read) {
    Thing there = read.things().get(want.path());
    if (there == null) {
      return new Observation.Absent<>();
    }
    Seen seen = new Seen(there, Optional.empty());
    return there.address().equals(address.toString())
        ? new Observation.Present<>(seen, there.path(), Ownership.OWNED)
        : new Observation.Foreign<>(seen, there.path());
  }

  @Override
  public List<Change> diff(Want want, Seen seen) {
    List<Change> changes = new ArrayList<>();
    new TreeMap<>(want.fields())
        .forEach(
            (field, value) -> {
              String before = seen.shelf().fields().getOrDefault(field, Change.ABSENT);
              if (!before.equals(value)) {
                changes.add(Change.inPlace(field, before, value));
              }
            });
    return changes;
  }

  @Override
  public Object exported(Declaration<ShelfSpec> d, Want desired, Observation<Seen> seen) {
    return desired.path();
  }

  @Override
  public Map<String, Object> attributes(Seen observed) {
    return Map.of();
  }

  @Override
  public String summary(Want desired) {
    return desired.fields().toString();
  }

  @Override
  public Set<LockKey> edits(Want desired, Picture read) {
    return Set.of(new LockKey(desired.path()));
  }

  @Override
  public void create(Address address, Want desired, Placement at, Pen pen)
      throws ModuleException, InterruptedException {
    Thing made = Thing.owned(desired.path(), address.toString(), desired.fields());
    pen.server().call("create " + address, () -> pen.server().put(made));
  }

  @Override
  public void update(
      Address address,
      Want desired,
      Seen seen,
      List<Change> changes,
      Optional<Placement> at,
      Pen pen)
      throws ModuleException, InterruptedException {
    Map<String, String> fields = new TreeMap<>(seen.shelf().fields());
    changes.forEach(change -> fields.put(change.field(), change.after()));
    pen.server()
        .call(
            "update " + address + " " + changes.stream().map(Change::field).toList(),
            () -> pen.server().put(seen.shelf().withFields(fields)));
  }

  @Override
  public void delete(Seen seen, Pen pen) throws ModuleException, InterruptedException {
    String path = seen.shelf().path();
    if (seen.holding().isEmpty()) {
      pen.server().call("delete " + path, () -> pen.server().remove(path));
      return;
    }
    Map<String, String> left = new TreeMap<>(pen.server().get(path).fields());
    left.remove(HOLDS + seen.holding().get());
    pen.server()
        .call(
            "take " + seen.holding().get() + " off " + path,
            () -> pen.server().put(seen.shelf().withFields(left)));
  }

  @Override
  public Stream<Owned<Seen>> owned(EnvironmentId environment, Picture read) {
    return read.things().values().stream()
        .filter(thing -> thing.address().startsWith("shelf."))
        .flatMap(
            shelf ->
                Stream.concat(
                    Stream.of(owned(shelf, Optional.empty())),
                    shelf.fields().keySet().stream()
                        .filter(field -> field.startsWith(HOLDS))
                        .map(field -> field.substring(HOLDS.length()))
                        .map(thing -> owned(shelf, Optional.of(thing)))));
  }

  private static Owned<Seen> owned(Thing shelf, Optional<String> holding) {
    return new Owned<>(
        holding
            .map(thing -> held(shelf.address(), thing))
            .orElseGet(() -> Address.parse(shelf.address())),
        new Seen(shelf, holding),
        shelf.path() + holding.map(thing -> " holding " + thing).orElse(""),
        false,
        false,
        "",
        List.of());
  }
}
