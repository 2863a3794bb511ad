package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Intent;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Resolved;
import dev.provision.spi.Scene;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wraps the goal of an operation as a kind: what differs is what the operation still has to do. Its
 * looks run on one thread, the coordinator's.
 */
final class GoalKind<O, R, W>
    implements ManagedKind<GoalKind.Line, Boolean, GoalKind.Seen<O, R>, R, W> {
  /** The spec: empty, because the goal says everything. */
  record Line() {}

  /** One resource and the scene in which it was observed. */
  record Seen<O, R>(Owned<O> owned, Scene<R> scene) {}

  private final ManagedKind<?, ?, O, R, W> kind;
  private final Intent.Goal<O, R, W> goal;
  private final EnvironmentId environment;
  private Scene<R> scene;
  private final Map<Address, Owned<O>> there = new HashMap<>();

  GoalKind(
      ManagedKind<?, ?, O, R, W> kind,
      Intent.Goal<O, R, W> goal,
      Scene<R> scene,
      EnvironmentId environment) {
    this.kind = kind;
    this.goal = goal;
    this.environment = environment;
    this.scene = scene;
    index();
  }

  private void index() {
    there.clear();
    kind.owned(environment, scene.read())
        .filter(owned -> owned.suspect().isEmpty())
        .forEach(owned -> there.put(owned.address(), owned));
  }

  @Override
  public KindInfo info() {
    return kind.info();
  }

  @Override
  public Class<Line> spec() {
    return Line.class;
  }

  @Override
  public Checked<Boolean> desired(Declaration<Line> declaration, Resolved references) {
    return Checked.of(true);
  }

  @Override
  public Observation<Seen<O, R>> observe(Address address, Boolean desired, R read) {
    if (read != scene.read()) {
      scene = new Scene<>(read, scene.exported());
      index();
    }
    Owned<O> owned = there.get(address);
    return owned == null
        ? new Observation.Absent<>()
        : new Observation.Present<>(
            new Seen<>(owned, scene),
            owned.path(),
            owned.adopted() ? Ownership.ADOPTED : Ownership.OWNED);
  }

  @Override
  public List<Change> diff(Boolean desired, Seen<O, R> observed) {
    return goal.diff(observed.owned(), observed.scene());
  }

  @Override
  public Object exported(
      Declaration<Line> declaration, Boolean desired, Observation<Seen<O, R>> seen) {
    return desired;
  }

  @Override
  public Map<String, Object> attributes(Seen<O, R> observed) {
    return kind.attributes(observed.owned().state());
  }

  @Override
  public String summary(Boolean desired) {
    return "";
  }

  @Override
  public void update(
      Address address,
      Boolean desired,
      Seen<O, R> seen,
      List<Change> changes,
      Optional<Placement> at,
      W write)
      throws ModuleException, InterruptedException {
    goal.make(seen.owned(), seen.scene(), changes, write);
  }

  /** Operations create and delete nothing. */
  @Override
  public void create(Address address, Boolean desired, Placement at, W write) {
    throw new IllegalStateException("an operation was asked to make `" + address + "`");
  }

  @Override
  public void delete(Seen<O, R> seen, W write) {
    throw new IllegalStateException(
        "an operation was asked to delete `" + seen.owned().address() + "`");
  }

  @Override
  public Stream<Owned<Seen<O, R>>> owned(EnvironmentId of, R read) {
    return Stream.empty();
  }
}
