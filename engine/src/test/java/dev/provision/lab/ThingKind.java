package dev.provision.lab;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.Disruption;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.Late;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Readiness;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Awaited;
import dev.provision.spi.trait.Foreseen;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Placed;
import dev.provision.spi.trait.Privileged;
import dev.provision.spi.trait.Renamable;
import dev.provision.spi.trait.Traced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kind of everything in the lab; what it wants is its spec with the sizes folded in. */
final class ThingKind
    implements LookedUp<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Traced<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Placed<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Locked<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Awaited<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Adoptable<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Foreseen<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Infrastructure<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Privileged<ThingSpec, ThingKind.Want, Thing, Picture, Pen>,
        Renamable<ThingSpec, ThingKind.Want, Thing, Picture, Pen> {
  /** What is wanted. */
  record Want(ThingSpec spec, String environment, Map<String, String> fields) {}

  @Override
  public KindInfo info() {
    return new KindInfo(
        "things",
        "thing",
        "A thing.",
        "",
        List.of(new KindInfo.Attribute("at", "Where it is."), new KindInfo.Attribute("ip", "")),
        List.of());
  }

  @Override
  public Class<ThingSpec> spec() {
    return ThingSpec.class;
  }

  @Override
  public boolean isExisting(ThingSpec spec) {
    return spec.existing();
  }

  @Override
  public Checked<Want> desired(Declaration<ThingSpec> declaration, Resolved references) {
    Map<String, String> fields = new TreeMap<>(declaration.spec().fields());
    for (Reference reference : declaration.references()) {
      if (reference.section().equals("sizes")) {
        fields.put("size", references.get("sizes", reference.name(), String.class));
      } else if (reference.order() == Reference.Order.USES) {
        references.get(reference.section(), reference.name(), String.class);
      }
    }
    if (fields.containsKey("bad")) {
      return Checked.failed(
          Diagnostic.error("`bad` is never right", declaration.spanOf("fields.bad")));
    }
    if (!references.members().isEmpty()) {
      fields.put("members", references.members().values().toString());
    }
    declaration
        .spec()
        .link()
        .ifPresent(v -> fields.put("link", v.ifKnown().orElse(Change.KNOWN_AFTER_APPLY)));
    return Checked.of(
        new Want(declaration.spec(), references.environment().toString(), Map.copyOf(fields)));
  }

  @Override
  public Observation<Thing> observe(Address address, Want want, Picture read) {
    String path = want.spec().path();
    if (read.unreadable().contains(path)) {
      return new Observation.Unreadable<>(path, "it is inaccessible");
    }
    if (read.running().containsKey(path)) {
      return new Observation.InProgress<>(read.running().get(path));
    }
    List<Thing> mine =
        read.things().values().stream()
            .filter(t -> t.environment().equals(want.environment()))
            .filter(t -> t.address().equals(address.toString()))
            .filter(t -> t.path().equals(t.markedPath()))
            .toList();
    if (mine.size() > 1) {
      return new Observation.Ambiguous<>(mine.stream().map(Thing::path).sorted().toList());
    }
    if (!mine.isEmpty() && !want.spec().existing()) {
      Ownership whose = mine.get(0).adopted() ? Ownership.ADOPTED : Ownership.OWNED;
      return new Observation.Present<>(mine.get(0), mine.get(0).path(), whose);
    }
    Thing there = read.things().get(path);
    if (there == null || there.environment().equals(want.environment())) {
      return new Observation.Absent<>();
    }
    return want.spec().existing()
        ? new Observation.Present<>(there, path, Ownership.EXISTING)
        : new Observation.Foreign<>(there, path);
  }

  @Override
  public Problem missing(Declaration<ThingSpec> declaration, Want desired, Picture read) {
    return new Problem("path", "`" + desired.spec().path() + "` is not in the lab");
  }

  @Override
  public List<Problem> problems(Want want, Observation<Thing> seen, Picture read) {
    String in = want.fields().getOrDefault("in", "");
    return in.isEmpty() || read.things().containsKey(in)
        ? List.of()
        : List.of(new Problem("in", "there is no `" + in + "`"));
  }

  @Override
  public Picture foreseen(Want want, Observation<Thing> seen, Picture read) {
    Map<String, Thing> things = new TreeMap<>(read.things());
    things.putIfAbsent(want.spec().path(), Thing.foreign(want.spec().path(), want.fields()));
    return new Picture(things, read.running(), read.unreadable());
  }

  @Override
  public Set<Address> before(Want want, Observation<Thing> seen, Picture read) {
    String other = want.fields().get("behind");
    return other == null ? Set.of() : Set.of(new Address("thing", other));
  }

  @Override
  public List<Change> diff(Want want, Thing seen) {
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, String> field : new TreeMap<>(want.fields()).entrySet()) {
      String before = seen.fields().getOrDefault(field.getKey(), Change.ABSENT);
      if (!before.equals(field.getValue())) {
        changes.add(
            Change.inPlace(field.getKey(), before, field.getValue())
                .with(effect(field.getKey()), ""));
      }
    }
    return changes;
  }

  /** A thing with the field {@code infra} carries others; its value is one more disruption. */
  @Override
  public Set<Disruption> deleting(Address address, Thing seen, Set<Address> gone) {
    if (!seen.fields().containsKey("infra")) {
      return Set.of();
    }
    String more = seen.fields().get("infra");
    return more.isEmpty()
        ? Set.of(Disruption.DELETE)
        : Set.of(Disruption.DELETE, Disruption.valueOf(more));
  }

  @Override
  public boolean isCounted() {
    return true;
  }

  private static Effect effect(String field) {
    if (field.startsWith("off_")) {
      return Effect.NEEDS_POWER_OFF;
    }
    if (field.startsWith("new_")) {
      return Effect.REPLACES;
    }
    if (field.startsWith("data_")) {
      return Effect.LOSES_DATA;
    }
    if (field.startsWith("moves_")) {
      return Effect.EVACUATES;
    }
    if (field.startsWith("renew_")) {
      return Effect.REPLACES_AS_DECLARED;
    }
    return field.startsWith("never_") ? Effect.REFUSED : Effect.IN_PLACE;
  }

  @Override
  public Object exported(Declaration<ThingSpec> d, Want desired, Observation<Thing> seen) {
    return desired.spec().path();
  }

  @Override
  public Map<String, Object> attributes(Thing observed) {
    return observed.fields().containsKey("ip")
        ? Map.of("at", observed.path(), "ip", observed.fields().get("ip"))
        : Map.of("at", observed.path());
  }

  @Override
  public String summary(Want desired) {
    return desired.fields().toString();
  }

  @Override
  public Span origin(Declaration<ThingSpec> declaration, Want desired, String field) {
    String inner = "fields." + field;
    return declaration.spanOf(declaration.fields().containsKey(inner) ? inner : field);
  }

  @Override
  public Optional<Demand> demand(Address address, Want desired) {
    return Optional.ofNullable(desired.fields().get("room")).map(r -> new Demand(address, r));
  }

  @Override
  public Set<LockKey> edits(Want desired, Picture read) {
    return desired.spec().locks().stream().map(LockKey::new).collect(Collectors.toSet());
  }

  @Override
  public Set<LockKey> takes(Want desired) {
    return desired.spec().limits().entrySet().stream()
        .map(limit -> new LockKey(limit.getKey(), limit.getValue()))
        .collect(Collectors.toSet());
  }

  @Override
  public Map<String, Late> late(Declaration<ThingSpec> declaration) {
    return Map.of();
  }

  @Override
  public Optional<Duration> readyWithin(Want desired) {
    return Optional.empty();
  }

  @Override
  public Readiness ready(Want desired, Thing observed, Set<String> read) {
    if (observed.readyIn() > 0) {
      return new Readiness.NotYet("no address yet");
    }
    return desired
        .spec()
        .tcp()
        .<Readiness>map(
            port -> new Readiness.WhenReachable("thing", port, "nothing answers on thing:" + port))
        .orElse(Readiness.ready());
  }

  @Override
  public List<Right> toCreate(Want desired, Placement at, Picture read) {
    return List.of(new Right("Thing.Create", "/", "create"));
  }

  @Override
  public List<Right> toUpdate(
      Want desired, Thing seen, List<Change> changes, Optional<Placement> at, Picture read) {
    return changes.stream()
        .map(change -> new Right("Thing.Change." + change.field(), seen.path(), "update"))
        .toList();
  }

  @Override
  public List<Right> toMark(Thing seen, Picture read) {
    return List.of(new Right("Thing.Mark", seen.path(), "adopt"));
  }

  @Override
  public List<Right> toDelete(Thing seen, Picture read) {
    return List.of(new Right("Thing.Delete", seen.path(), "delete"));
  }

  @Override
  public void create(Address address, Want desired, Placement at, Pen pen)
      throws ModuleException, InterruptedException {
    pen.progress().at(50, "making");
    String path = desired.spec().path();
    pen.server()
        .call(
            "create " + address.name() + (at.text().isEmpty() ? "" : " at " + at.text()),
            () -> {
              if (pen.server().get(path) != null) {
                throw new IllegalStateException("made twice: " + path);
              }
              Map<String, String> fields = pen.server().kept(desired.fields());
              pen.server()
                  .put(
                      Thing.owned(path, address.toString(), fields)
                          .withReadyIn(desired.spec().readyIn()));
            });
  }

  @Override
  public void update(
      Address address,
      Want desired,
      Thing seen,
      List<Change> changes,
      Optional<Placement> at,
      Pen pen)
      throws ModuleException, InterruptedException {
    Map<String, String> changed = new TreeMap<>();
    changes.forEach(c -> changed.put(c.field(), c.after()));
    pen.server()
        .call(
            "update " + address.name() + " " + changed.keySet(),
            () -> {
              Map<String, String> fields = new TreeMap<>(seen.fields());
              fields.putAll(pen.server().kept(changed));
              pen.server().put(pen.server().get(seen.path()).withFields(fields));
            });
  }

  @Override
  public void delete(Thing seen, Pen pen) throws ModuleException, InterruptedException {
    pen.server().call("delete " + seen.path(), () -> pen.server().remove(seen.path()));
  }

  @Override
  public void adopt(Address address, Want desired, Thing seen, Pen pen)
      throws ModuleException, InterruptedException {
    pen.server()
        .call(
            "adopt " + address.name(),
            () -> pen.server().put(seen.marked(desired.environment(), address.toString(), true)));
  }

  @Override
  public void release(Thing seen, Pen pen) throws ModuleException, InterruptedException {
    pen.server().call("release " + seen.path(), () -> pen.server().put(seen.marked("", "", false)));
  }

  @Override
  public void rename(Address from, Address to, Want desired, Thing seen, Pen pen)
      throws ModuleException, InterruptedException {
    pen.server()
        .call(
            "rename " + from.name() + " to " + to.name(),
            () ->
                pen.server()
                    .put(seen.marked(desired.environment(), to.toString(), seen.adopted())));
  }

  @Override
  public Stream<Owned<Thing>> owned(EnvironmentId environment, Picture read) {
    return read.things().values().stream()
        .filter(t -> t.environment().equals(environment.toString()))
        .filter(t -> t.address().startsWith("thing."))
        .map(
            t ->
                new Owned<>(
                    Address.parse(t.address()),
                    t,
                    t.path(),
                    t.adopted(),
                    t.protect(),
                    t.markedPath().equals(t.path()) ? "" : "a possible copy of " + t.markedPath(),
                    t.uses().stream().map(Address::parse).toList()));
  }
}
