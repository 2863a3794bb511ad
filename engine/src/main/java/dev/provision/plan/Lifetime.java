package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.Right;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an account needs for a playbook over its whole life: for the plan of today, and for what
 * comes later.
 *
 * @param planning says what is needed now, and where
 * @param later what the resources need besides to be changed and deleted, as far as their kinds say
 * @param commands what only commands need, or the record of changes; the right says for what
 */
public record Lifetime<R, W>(
    Planning<R, W> planning, List<Authorized> later, List<Authorized> commands) {
  private static final Comparator<Authorized> ORDER = Comparator.comparing(Authorized::right);

  public Lifetime {
    later = List.copyOf(later);
    commands = List.copyOf(commands);
  }

  /**
   * Plans, and asks the server what else the account may do. Each privilege is asked for on each
   * object once: what the plan needs of it, it needs where the plan says.
   *
   * @throws ModuleException when the server could not be read
   */
  public static <R, W> Lifetime<R, W> of(Work<?, R, W> work, ReadSession<R> session)
      throws ModuleException, InterruptedException {
    Planning<R, W> planning = Planner.plan(work, session, Options.DEFAULT);
    R read = planning.read();
    Set<String> known = ids(planning.authority().stream().map(Authorized::right).toList());
    Map<Right, Set<Address>> by = new TreeMap<>();
    for (Node<?, R, W> node : work.nodes()) {
      for (Right right : work.lifetime(node.declaration(), read)) {
        if (!known.contains(right.privilege())) {
          by.computeIfAbsent(new Right(right.privilege(), right.on(), ""), r -> new TreeSet<>())
              .add(node.declaration().address());
        }
      }
    }
    known.addAll(ids(by.keySet()));
    Set<Right> commands =
        work.commands(read).stream()
            .filter(right -> !known.contains(right.privilege()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<Right> more = new TreeSet<>(by.keySet());
    more.addAll(commands);
    Set<Right> lacking =
        more.isEmpty() ? Set.of() : Surveying.lacking(work.environment(), session, more, read);
    return new Lifetime<>(
        planning,
        by.entrySet().stream()
            .map(
                each ->
                    new Authorized(
                        each.getKey(),
                        List.copyOf(each.getValue()),
                        !lacking.contains(each.getKey())))
            .toList(),
        commands.stream()
            .map(right -> new Authorized(right, List.of(), !lacking.contains(right)))
            .toList());
  }

  private static Set<String> ids(Collection<Right> rights) {
    return rights.stream().map(Right::privilege).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of the plan and those of later, one for each privilege on each object, in order. */
  public List<Authorized> needed() {
    return Stream.concat(planning.authority().stream(), later.stream()).sorted(ORDER).toList();
  }
}
