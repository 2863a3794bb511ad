package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.provision.modules.VcenterProvider;
import dev.provision.vsphere.kind.VsphereKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of every kind in the provider's list is set when the thing is made, read back, changed,
 * and read back again. A row without a sample fails.
 */
class RowsOnTargetsTest extends Acceptance {
  /** Two values of a row, as the playbook and as the plan has them. */
  private record Sample(String first, String second, String shown) {}

  /** By section, and by field of the row. */
  private static final Map<String, Map<String, Sample>> SAMPLES =
      Map.of(
          "datacenters",
          Map.of("default_hardware_version", new Sample("vmx-13", "vmx-15", "vmx-13 -> vmx-15")),
          "resource_pools",
          Map.of(
              "scalable_shares", new Sample("false", "true", "false -> true"),
              "cpu.shares", new Sample("low", "1500", "low -> 1500"),
              "cpu.reservation", new Sample("100 MHz", "200", "100 MHz -> 200 MHz"),
              "cpu.limit", new Sample("4 GHz", "unlimited", "4000 MHz -> unlimited"),
              "cpu.expandable", new Sample("true", "false", "true -> false"),
              "memory.shares", new Sample("300", "high", "300 -> high"),
              "memory.reservation", new Sample("16 MiB", "32", "16 MiB -> 32 MiB"),
              "memory.limit", new Sample("unlimited", "8 GiB", "unlimited -> 8 GiB"),
              "memory.expandable", new Sample("false", "true", "false -> true")));

  /** {@code ResourcePool.UpdateConfig} of vcsim leaves it as it is (its resource_pool.go). */
  private static final Set<String> VCSIM_KEEPS =
      Set.of("cpu.expandable", "memory.expandable", "scalable_shares");

  /** vcsim has no {@code ReconfigureDatacenter_Task}. */
  private static final Set<String> VCSIM_LACKS = Set.of("default_hardware_version");

  private static Stream<VsphereKind<?, ?, ?>> kinds() {
    return new VcenterProvider()
        .kinds().stream()
            .filter(VsphereKind.class::isInstance)
            .<VsphereKind<?, ?, ?>>map(kind -> (VsphereKind<?, ?, ?>) kind)
            .filter(kind -> !kind.rowFields().isEmpty());
  }

  static Stream<String> sections() {
    return kinds().map(kind -> kind.info().section());
  }

  private static List<String> fields(String section) {
    return kinds()
        .filter(kind -> kind.info().section().equals(section))
        .findFirst()
        .orElseThrow()
        .rowFields();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void isSetReadBackAndChanged(String section) {
    Map<String, Sample> samples = new TreeMap<>(SAMPLES.getOrDefault(section, Map.of()));
    assertThat(samples.keySet()).containsExactlyInAnyOrderElementsOf(fields(section));
    boolean vcsim = target.toString().startsWith("vcsim");
    samples.keySet().removeIf(field -> vcsim && VCSIM_LACKS.contains(field));
    assumeThat(samples).as("rows that the target has").isNotEmpty();
    Map<String, String> first = new TreeMap<>();
    Map<String, String> second = new TreeMap<>();
    samples.forEach(
        (field, sample) -> {
          boolean kept = vcsim && VCSIM_KEEPS.contains(field);
          first.put(field, sample.first());
          second.put(field, kept ? sample.first() : sample.second());
        });

    Provisioning provision = provision(play(section + ": {a: " + flow(first) + "}\n"));
    converged(provision.apply());
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(play(section + ": {a: " + flow(second) + "}\n"));
    Provisioning.Ended changed = provision.plan();
    converged(provision.apply());
    assertThat(provision.plan().all()).contains("No changes.");

    List<String> shown =
        changed.out().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    samples.forEach(
        (field, sample) -> {
          if (!first.get(field).equals(second.get(field))) {
            assertThat(shown).anyMatch(line -> line.startsWith(field + " " + sample.shown() + " "));
          }
        });
    assertThat(shown).filteredOn(line -> line.contains(" -> ")).hasSize(changes(first, second));
  }

  private static int changes(Map<String, String> first, Map<String, String> second) {
    return (int)
        first.entrySet().stream().filter(e -> !e.getValue().equals(second.get(e.getKey()))).count();
  }

  /** {@code {cpu.limit: 1}} as {@code {cpu: {limit: 1}}}. */
  private static String flow(Map<String, String> values) {
    Map<String, List<String>> inner = new TreeMap<>();
    List<String> all = new ArrayList<>();
    values.forEach(
        (field, value) -> {
          String[] names = field.split("\\.", 2);
          if (names.length == 1) {
            all.add(field + ": " + value);
          } else {
            inner.computeIfAbsent(names[0], name -> new ArrayList<>()).add(names[1] + ": " + value);
          }
        });
    inner.forEach((name, fields) -> all.add(name + ": {" + String.join(", ", fields) + "}"));
    return "{" + String.join(", ", all) + "}";
  }
}
