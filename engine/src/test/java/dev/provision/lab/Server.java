package dev.provision.lab;

import dev.provision.spi.ModuleException;
import dev.provision.spi.Right;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The world: it does what it is told, or fails by rule. Safe for use by many threads. */
public final class Server {
  /** What happens at a call instead of, or after, its effect. */
  public interface Fault {
    void happen() throws ModuleException, InterruptedException;
  }

  private record Rule(String call, boolean after, Fault fault) {}

  private final Map<String, Thing> things = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Integer> dropped = new HashMap<>();
  private final Map<String, String> running = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> withheld = new HashSet<>();
  private int questions;
  private Optional<Runnable> meanwhile = Optional.empty();

  /** Another run has the environment, and does this before it gives it back. */
  public synchronized void heldMeanwhile(Runnable what) {
    meanwhile = Optional.of(what);
  }

  synchronized Optional<Runnable> meanwhile() {
    return meanwhile;
  }

  public synchronized Server put(Thing thing) {
    things.put(thing.path(), thing);
    return this;
  }

  public synchronized Thing get(String path) {
    return things.get(path);
  }

  public synchronized Set<String> paths() {
    return Set.copyOf(things.keySet());
  }

  public synchronized void remove(String path) {
    things.remove(path);
  }

  /** Every write and read in order: {@code create a}, {@code refresh thing.a,thing.b}. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  public List<String> writes() {
    return calls().stream()
        .filter(c -> !c.startsWith("survey") && !c.startsWith("refresh"))
        .toList();
  }

  public List<String> refreshes() {
    return calls().stream().filter(c -> c.startsWith("refresh")).toList();
  }

  /** The next such call fails and has no effect. */
  public synchronized Server failBefore(String call, ModuleException.Kind kind, String reason) {
    return before(
        call,
        () -> {
          throw new ModuleException(kind, reason, null);
        });
  }

  /** The next such call has its effect, and its reply is lost. */
  public synchronized Server failAfter(String call, ModuleException.Kind kind, String reason) {
    rules.add(
        new Rule(
            call,
            true,
            () -> {
              throw new ModuleException(kind, reason, null);
            }));
    return this;
  }

  public synchronized Server before(String call, Fault fault) {
    rules.add(new Rule(call, false, fault));
    return this;
  }

  public synchronized Server after(String call, Fault fault) {
    rules.add(new Rule(call, true, fault));
    return this;
  }

  /** The next so many creations or updates lose this field. */
  public synchronized Server drop(String field, int times) {
    dropped.put(field, times);
    return this;
  }

  public synchronized Server unreadable(String path) {
    unreadable.add(path);
    return this;
  }

  /** The account has this privilege nowhere. */
  public synchronized Server withhold(String privilege) {
    withheld.add(privilege);
    return this;
  }

  synchronized Set<Right> lacking(Set<Right> rights) {
    questions++;
    return rights.stream()
        .filter(right -> withheld.contains(right.privilege()))
        .collect(Collectors.toSet());
  }

  /** How often somebody asked what the account may do. */
  public synchronized int questions() {
    return questions;
  }

  /** A task makes this; it is not to be seen before {@link #endTask}. */
  public synchronized Server runTask(String path, String what) {
    running.put(path, what);
    return this;
  }

  public synchronized void endTask(String path) {
    running.remove(path);
  }

  void call(String call, Runnable effect) throws ModuleException, InterruptedException {
    Fault before;
    synchronized (this) {
      calls.add(call);
      before = rule(call, false);
    }
    before.happen();
    Fault after;
    synchronized (this) {
      effect.run();
      after = rule(call, true);
    }
    after.happen();
  }

  private Fault rule(String call, boolean after) {
    for (Rule rule : rules) {
      if (rule.after() == after && call.startsWith(rule.call())) {
        rules.remove(rule);
        return rule.fault();
      }
    }
    return () -> {};
  }

  synchronized Map<String, String> kept(Map<String, String> fields) {
    Map<String, String> kept = new TreeMap<>(fields);
    for (String field : fields.keySet()) {
      int left = dropped.getOrDefault(field, 0);
      if (left > 0) {
        dropped.put(field, left - 1);
        kept.remove(field);
      }
    }
    return kept;
  }

  /** A picture of everything; each makes what is not ready a little more so. */
  synchronized Picture picture() {
    Picture picture = new Picture(Map.copyOf(things), Map.copyOf(running), Set.copyOf(unreadable));
    things.replaceAll((path, t) -> t.withReadyIn(Math.max(0, t.readyIn() - 1)));
    return picture;
  }
}
