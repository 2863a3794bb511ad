package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.simulator.Simulator;
import dev.provision.simulator.host.HostServiceSystem;
import dev.provision.simulator.world.World;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * One host of {@code playbooks/site.yml} on its way into its cluster: it is added and set up, comes
 * onto the switch, gets its adapters, makes its own datastore and mounts those of the others. An
 * apply dies at each of the calls, before its effect or after it; one more apply makes what an
 * undisturbed one makes, ntpd runs with its new servers, and the next plan has nothing to do. The
 * same for a change of its NTP servers later.
 */
class HostWayKilledTest {
  /** Every so many of the deaths; {@code -Dsite.states=all} for each. */
  private static final int STEP = "all".equals(System.getProperty("site.states")) ? 1 : 9;

  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir Path folder;
  private SavedLab lab;

  /** The way of the second host begins where the first one is in. */
  @BeforeEach
  void theFirstHostIsIn() {
    lab = new SavedLab(folder, Site.lab());
    lab.keep(
        (simulator, own) ->
            Suite.converged(provision(new SimulatorTarget(simulator), own, "[\"1\"]").apply()));
  }

  private static Provisioning provision(SimulatorTarget target, Path own, String hosts) {
    return new Provisioning(target, own, playbook(own).replace("[HOSTS]", hosts));
  }

  /** What site.yml says of the hosts of one cluster, without machines and what is only for them. */
  private static String playbook(Path own) {
    Yaml yaml = Site.yaml();
    Map<String, Object> site = yaml.load(Site.playbook(own));
    site.keySet()
        .removeAll(
            List.of("instances", "outputs", "images", "flavors", "permissions", "resource_pools"));
    in(site, "vcenter").remove("clusters");
    in(site, "vcenter").put("cluster", "prod");
    in(site, "clusters").remove("edge");
    Map<String, Object> prod = in(in(site, "clusters"), "prod");
    prod.keySet().removeAll(List.of("host_groups", "vm_groups", "rules"));
    in(site, "hosts").remove("esx-e");
    in(site, "vmkernels").remove("nfs-e");
    for (String section : List.of("hosts", "vmkernels", "datastores")) {
      in(site, section).values().forEach(each -> of(each).replace("for_each", List.of("HOSTS")));
    }
    return yaml.dump(site);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> of(Object map) {
    return (Map<String, Object>) map;
  }

  private static Map<String, Object> in(Map<String, Object> of, String key) {
    return of(of.get(key));
  }

  private Provisioning both(SimulatorTarget target, String name) {
    return provision(target, folder.resolve(name), "[\"1\", \"2\"]");
  }

  private static Map<String, List<String>> seen(Simulator simulator) {
    Map<String, List<String>> all = new TreeMap<>(Site.inventory(simulator));
    World world = simulator.world();
    all.put(
        "servers of running ntpds",
        world.all("HostServiceSystem").stream()
            .map(each -> Arrays.toString(each.get(HostServiceSystem.NTP_SERVERS, String[].class)))
            .toList());
    return all;
  }

  @Test
  void aHostWhoseWayIsCutAnywhereIsInAfterTheNextApply() {
    Map<String, Integer> calls = finishedFromEachDeath(STEP, (target, name) -> both(target, name));
    assertThat(calls)
        .containsKeys("AddHost_Task", "ReconfigureDvs_Task", "AddVirtualNic", "CreateNasDatastore");
  }

  @Test
  void ntpdIsRestartedWhereverAChangeOfItsServersIsCut() {
    Map<String, Integer> calls =
        finishedFromEachDeath(
            1,
            (target, name) -> {
              Provisioning provision = provision(target, folder.resolve(name), "[\"1\"]");
              provision.edit(text -> text.replace("ntp2.example.com", "ntp3.example.com"));
              return provision;
            });
    assertThat(calls).containsEntry("UpdateDateTimeConfig", 1).containsEntry("RestartService", 1);
  }

  /** The calls of an undisturbed apply. */
  private Map<String, Integer> finishedFromEachDeath(
      int step, BiFunction<SimulatorTarget, String, Provisioning> provision) {
    SimulatorTarget undisturbed = lab.copy("whole");
    Suite.converged(provision.apply(undisturbed, "whole").apply());
    Map<String, List<String>> whole = seen(undisturbed.simulator());
    int calls = undisturbed.mutating().values().stream().mapToInt(Integer::intValue).sum();
    Map<String, String> wrong = new ConcurrentHashMap<>();
    IntStream.range(0, 2 * calls)
        .filter(each -> each % step == 0)
        .parallel()
        .forEach(
            death -> {
              String name = "call-" + death / 2 + (death % 2 == 0 ? "-before" : "-after");
              SimulatorTarget target = lab.copy(name);
              String why =
                  finished(target, provision.apply(target, name), death / 2, death % 2 == 1, whole);
              if (!why.isEmpty()) {
                wrong.put(name, why);
              }
            });
    assertThat(new TreeMap<>(wrong)).isEmpty();
    return undisturbed.mutating();
  }

  /** Why the next apply did not finish it; empty when it did. */
  private static String finished(
      SimulatorTarget target,
      Provisioning provision,
      int call,
      boolean made,
      Map<String, List<String>> whole) {
    target.diesAt(call, made);
    provision.apply();
    target.diesAt(NEVER, false);
    Provisioning.Ended next = provision.apply();
    if (next.exit() != 0) {
      return next.all();
    }
    Provisioning.Ended plan = provision.plan("--exit-code");
    if (plan.exit() != 0) {
      return "again:\n" + plan.all();
    }
    Map<String, List<String>> now = seen(target.simulator());
    return now.equals(whole) ? "" : "is " + now + "\nand not " + whole;
  }
}
