package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code playbooks/site.yml} was applied, and then somebody took one of its resources out by hand,
 * set a row otherwise, or left a host half added: one apply makes the inventory that it was, and
 * the next plan has nothing to do. Each state starts from a copy of the saved lab.
 */
class SiteHalfwayTest {
  /** A sample of so many, spread evenly; {@code -Dsite.states=all} for all. */
  private static final int SAMPLE = 8;

  /** A step of a plan that makes something: its address, and what the plan says of it. */
  private static final Pattern MADE = Pattern.compile("(?m)^  \\+   (\\S+) +(.*)$");

  private static final String ALLOW =
      "power-off,replace,delete,evacuate,cut-network,unmount,disconnect,unprotect,revoke";

  @TempDir Path folder;
  private SavedLab lab;
  private Map<String, List<String>> whole;
  private final Map<String, Consumer<SimulatorTarget>> states = new LinkedHashMap<>();

  private Provisioning provision(SimulatorTarget target, String name) {
    Path own = folder.resolve(name);
    return new Provisioning(target, own, Site.small(own));
  }

  @BeforeEach
  void applyIt() {
    lab = new SavedLab(folder, Site.lab());
    lab.keep(
        (simulator, own) -> {
          SimulatorTarget target = new SimulatorTarget(simulator);
          Provisioning provision = provision(target, own.getFileName().toString());
          Matcher made = MADE.matcher(provision.plan().out());
          while (made.find()) {
            String address = made.group(1);
            String shown = made.group(2);
            states.put("without " + address, each -> new SiteByHand(each).takeOut(address, shown));
          }
          Suite.converged(provision.apply());
          whole = Site.inventory(simulator);
        });
    states.putAll(SiteRows.all());
  }

  private List<String> chosen() {
    List<String> all = new ArrayList<>(states.keySet());
    String only = System.getProperty("site.states", "");
    if (only.equals("all")) {
      return all;
    }
    if (!only.isEmpty()) {
      return all.stream().filter(each -> each.matches(only)).toList();
    }
    List<String> some = new ArrayList<>();
    for (int each = 0; each < SAMPLE; each++) {
      some.add(all.get((2 * each + 1) * all.size() / (2 * SAMPLE)));
    }
    return some;
  }

  @Test
  void oneApplyConvergesFromEachHalfWayState() {
    assertThat(states).hasSizeGreaterThan(40);
    Map<String, String> wrong = new ConcurrentHashMap<>();
    chosen().parallelStream()
        .forEach(
            state -> {
              try {
                String why = convergedFrom(state);
                if (!why.isEmpty()) {
                  wrong.put(state, why);
                }
              } catch (RuntimeException | AssertionError e) {
                wrong.put(state, String.valueOf(e));
              }
            });
    assertThat(new TreeMap<>(wrong)).isEmpty();
  }

  /** Why it did not; empty when it did. */
  private String convergedFrom(String state) {
    String name = state.replaceAll("[^\\w.-]", "_");
    SimulatorTarget target = lab.copy(name);
    Provisioning provision = provision(target, name);
    states.get(state).accept(target);
    Provisioning.Ended applied = provision.apply("--yes", "--allow", ALLOW);
    if (applied.exit() != 0) {
      return applied.all();
    }
    if (applied.out().contains("No changes.")) {
      return "it was as the playbook says";
    }
    Provisioning.Ended plan = provision.plan("--exit-code");
    if (plan.exit() != 0) {
      return "again:\n" + plan.all();
    }
    return difference(Site.inventory(target.simulator()));
  }

  private String difference(Map<String, List<String>> now) {
    Map<String, String> differs = new TreeMap<>();
    whole.forEach(
        (what, was) -> {
          List<String> is = now.getOrDefault(what, List.of());
          List<String> lost = new ArrayList<>(was);
          is.forEach(lost::remove);
          List<String> more = new ArrayList<>(is);
          was.forEach(more::remove);
          if (!lost.isEmpty() || !more.isEmpty()) {
            differs.put(what, "lost " + lost + ", has " + more);
          }
        });
    return differs.isEmpty() ? "" : differs.toString();
  }
}
