package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.Right;
import dev.provision.spi.Survey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an account needs for a playbook over its whole life: what its resources need to be made,
 * changed and deleted, whatever is there now.
 *
 * @param needed one for each privilege on each object, in their order
 * @param read the snapshot that it was found with
 */
public record Lifetime<R>(List<Authorized> needed, R read) {
  public Lifetime {
    needed = List.copyOf(needed);
  }

  /**
   * Reads the server and asks it what the account may do.
   *
   * @throws ModuleException when the server could not be read
   */
  public static <R, W> Lifetime<R> of(Work<?, R, W> work, ReadSession<R> session)
      throws ModuleException, InterruptedException {
    List<Declaration<?>> declarations = new ArrayList<>();
    work.nodes().forEach(node -> declarations.add(node.declaration()));
    R read = Surveying.of(work, session, new Survey(work.environment(), declarations, false));
    Map<Right, Set<Address>> by = new TreeMap<>();
    for (Node<?, R, W> node : work.nodes()) {
      for (Right right : work.lifetime(node.declaration(), read)) {
        by.computeIfAbsent(new Right(right.privilege(), right.on(), ""), r -> new TreeSet<>())
            .add(node.declaration().address());
      }
    }
    Planning<R, W> planning = Planner.plan(work, session, Options.DEFAULT);
    Map<Right, Authorized> all = new LinkedHashMap<>();
    planning.authority().forEach(each -> all.put(each.right(), each));
    // what the plan needs of them it needs where it says
    Set<String> known = all.keySet().stream().map(Right::privilege).collect(Collectors.toSet());
    Set<Right> more =
        by.keySet().stream()
            .filter(right -> !known.contains(right.privilege()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<Right> lacking =
        more.isEmpty() ? Set.of() : Surveying.lacking(work.environment(), session, more, read);
    for (Right right : more) {
      all.put(right, new Authorized(right, List.copyOf(by.get(right)), !lacking.contains(right)));
    }
    return new Lifetime<>(
        all.values().stream().sorted(Comparator.comparing(Authorized::right)).toList(), read);
  }
}
