package dev.provision.simulator.world;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.wire.ApiVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * All managed objects of one vCenter, its time and what is to come. Everything in here is guarded
 * by its one lock. Each change has a number, by which collectors know what they have not told yet.
 */
public final class World {
  private final ReentrantLock lock;
  private final Condition changed;
  private final Map<String, Managed> objects = new LinkedHashMap<>();
  private final Map<String, Set<String>> children = new LinkedHashMap<>();
  private final Agenda agenda = new Agenda();
  private final Schema schema = new Schema();
  private final Derivations derivations = new Derivations(schema);
  private final SimTime time;
  private final Seed seed;
  private final WorldSettings settings;
  private long revision = 1;
  private long lasting = 1;
  private long ids = 1;
  private long uuids;
  private Consumer<Managed> watcher = object -> {};

  public World(SimTime time, long seed, WorldSettings settings) {
    this(time, seed, settings, new ReentrantLock());
  }

  /**
   * One whose changes are made under the lock of others.
   *
   * @param lock that of all worlds that share something
   */
  public World(SimTime time, long seed, WorldSettings settings, ReentrantLock lock) {
    this.lock = lock;
    this.changed = lock.newCondition();
    this.time = time;
    this.seed = new Seed(seed);
    this.settings = settings;
  }

  public ReentrantLock lock() {
    return lock;
  }

  public WorldSettings settings() {
    return settings;
  }

  /** The version of the API that it announces. */
  public ApiVersion version() {
    return settings.version();
  }

  // time

  public SimTime time() {
    return time;
  }

  public long now() {
    return time.millis();
  }

  public Calendar calendar() {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("GMT"), Locale.ROOT);
    calendar.setTimeInMillis(now());
    return calendar;
  }

  /** Something is to happen after a time of the simulator. */
  public void after(Duration time, Runnable action) {
    agenda.at(now() + Math.round(time.toMillis() / settings.speed()), action);
    changed.signalAll();
  }

  /** Lets happen what is due. */
  public void settle() {
    for (Runnable due = agenda.due(now()); due != null; due = agenda.due(now())) {
      due.run();
    }
  }

  /** Lets happen all that is to come, as if its time had come. */
  public void settleAll() {
    for (Runnable due = agenda.due(Long.MAX_VALUE); due != null; due = agenda.due(Long.MAX_VALUE)) {
      due.run();
    }
  }

  /** Waits for the next change or event; not longer than until then. */
  public void await(long until) throws InterruptedException {
    long next = agenda.next().orElse(Long.MAX_VALUE);
    time.await(changed, Math.min(next, until), next <= until);
    settle();
  }

  public void signal() {
    changed.signalAll();
  }

  // types

  /** The types of managed object that there are. */
  public Schema schema() {
    return schema;
  }

  /** What is derived of the properties of each type. */
  public Derivations derivations() {
    return derivations;
  }

  /** A property as it is now, stored or derived; null when it is not set. */
  public Object read(Managed object, String property) {
    return derivations.read(object, property);
  }

  // objects

  public long revision() {
    return revision;
  }

  /** The number of the last change to what outlives a run. */
  public long lasting() {
    return lasting;
  }

  public Managed add(String type, String prefix) {
    String id = prefix + ids++;
    // some ids are the same in all vCenters, the root folder's group-d1
    while (objects.containsKey(id)) {
      id = prefix + ids++;
    }
    return addAs(type, id);
  }

  public Managed addAs(String type, String id) {
    Managed made = new Managed(Values.ref(type, id), schema);
    if (objects.putIfAbsent(id, made) != null) {
      throw new IllegalStateException("`" + id + "` is there already");
    }
    touch(made);
    return made;
  }

  public void remove(Managed object) {
    objects.remove(object.id());
    children.remove(object.id());
    unlink(object);
    object.touch(++revision);
    changed(object);
  }

  private void unlink(Managed object) {
    ManagedObjectReference parent = object.parent();
    if (parent != null && children.containsKey(parent.val)) {
      children.get(parent.val).remove(object.id());
    }
  }

  /** Sets or, with null, unsets one property. */
  public void set(Managed object, String property, Object value) {
    if (property.equals("parent")) {
      unlink(object);
      if (value != null) {
        children
            .computeIfAbsent(((ManagedObjectReference) value).val, p -> new LinkedHashSet<>())
            .add(object.id());
        get((ManagedObjectReference) value).ifPresent(this::touch);
      }
      get(object.parent()).ifPresent(this::touch);
    }
    boolean name = property.equals("name") && value instanceof String;
    object.put(property, name ? Names.kept((String) value) : value, ++revision);
    changed(object);
  }

  public void touch(Managed object) {
    object.touch(++revision);
    changed(object);
  }

  private void changed(Managed object) {
    if (isLasting(object)) {
      lasting = revision;
    }
    changed.signalAll();
    watcher.accept(object);
  }

  /** From now on this is told of each object that was added, changed or removed, under the lock. */
  public void watch(Consumer<Managed> watcher) {
    this.watcher = watcher;
  }

  /** Whether it is in a vCenter's database, and not only in a session or a process. */
  public boolean isLasting(Managed object) {
    return !schema.isPassing(object.type()) && !object.id().startsWith("session");
  }

  public Optional<Managed> get(ManagedObjectReference ref) {
    return ref == null ? Optional.empty() : Optional.ofNullable(objects.get(ref.val));
  }

  public Managed need(ManagedObjectReference ref) {
    return get(ref).orElseThrow(() -> new IllegalStateException("there is no " + ref.val));
  }

  public Optional<Managed> get(String id) {
    return Optional.ofNullable(objects.get(id));
  }

  public Collection<Managed> all() {
    return objects.values();
  }

  /** All of a type or below it, in the order in which they were made. */
  public List<Managed> all(String type) {
    List<Managed> found = new ArrayList<>();
    for (Managed each : objects.values()) {
      if (each.is(type)) {
        found.add(each);
      }
    }
    return found;
  }

  public List<Managed> children(Managed parent) {
    List<Managed> found = new ArrayList<>();
    for (String id : children.getOrDefault(parent.id(), Set.of())) {
      found.add(objects.get(id));
    }
    return found;
  }

  public Optional<Managed> child(Managed parent, String name) {
    String kept = Names.kept(name);
    return children(parent).stream().filter(each -> kept.equals(each.name())).findFirst();
  }

  /** All of a type below an object, at any depth. */
  public List<Managed> below(Managed top, String type) {
    List<Managed> found = new ArrayList<>();
    for (Managed child : children(top)) {
      if (child.is(type)) {
        found.add(child);
      }
      found.addAll(below(child, type));
    }
    return found;
  }

  /** The nearest of a type at or above an object. */
  public Optional<Managed> above(Managed object, String type) {
    Optional<Managed> at = Optional.of(object);
    while (at.isPresent() && !at.get().is(type)) {
      at = get(at.get().parent());
    }
    return at;
  }

  /** {@code /DC0/vm/web}; the root folder is {@code /}. */
  public String path(Managed object) {
    String path = "";
    for (Optional<Managed> at = Optional.of(object);
        at.isPresent() && at.get().parent() != null;
        at = get(at.get().parent())) {
      path = "/" + at.get().name() + path;
    }
    return path.isEmpty() ? "/" : path;
  }

  // what is the same for a seed

  public long nextId() {
    return ids++;
  }

  public String uuid() {
    return seed.uuid(uuids++);
  }

  public long hash(String text) {
    return seed.hash(text);
  }

  /** The counters, so that a world that is read back goes on where it stopped. */
  public long[] counters() {
    return new long[] {ids, uuids};
  }

  public void counters(long[] counters) {
    ids = counters[0];
    uuids = counters[1];
  }
}
