package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.provision.contract.KindSamples;
import dev.provision.contract.KindSamples.Sample;
import dev.provision.contract.VcsimLacks;
import dev.provision.modules.VcenterProvider;
import dev.provision.vsphere.kind.VsphereKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of every kind in the provider's list is set when the thing is made, read back, changed,
 * and read back again. A row without a sample in {@code kinds/} fails; {@code vcsim-lacks.yml} says
 * which rows vcsim has not.
 */
class RowsOnTargetsTest extends Acceptance {
  static Stream<VsphereKind<?, ?, ?>> kinds() {
    return new VcenterProvider()
        .kinds().stream()
            .filter(VsphereKind.class::isInstance)
            .<VsphereKind<?, ?, ?>>map(kind -> (VsphereKind<?, ?, ?>) kind)
            .filter(kind -> !kind.rowFields().isEmpty());
  }

  /** Of a kind with several forms, each further one too: {@code networks/distributed}. */
  static Stream<String> sections() {
    return kinds()
        .flatMap(
            kind ->
                Stream.concat(
                    Stream.of(kind.info().section()),
                    kind.otherForms().keySet().stream()
                        .map(form -> kind.info().section() + "/" + form)));
  }

  /** The section of the playbook, without the form. */
  static String section(String form) {
    return form.replaceFirst("/.*", "");
  }

  private static List<String> fields(String form) {
    VsphereKind<?, ?, ?> kind =
        kinds()
            .filter(each -> each.info().section().equals(section(form)))
            .findFirst()
            .orElseThrow();
    return form.equals(section(form))
        ? kind.rowFields()
        : kind.otherForms().get(form.substring(form.indexOf('/') + 1));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void isSetReadBackAndChanged(String section) {
    KindSamples.Rows rows =
        KindSamples.of(section)
            .rows()
            .orElseThrow(() -> new AssertionError("kinds/" + section + ".yml has no rows"));
    Map<String, Sample> samples = new TreeMap<>(rows.values());
    assertThat(samples.keySet()).containsExactlyInAnyOrderElementsOf(fields(section));
    boolean vcsim = target.toString().startsWith("vcsim");
    samples.keySet().removeIf(field -> vcsim && VcsimLacks.row(section, field));
    assumeThat(samples).as("rows that the target has").isNotEmpty();
    Map<List<String>, String> first = new LinkedHashMap<>();
    rows.fixed().forEach((field, value) -> first.put(List.of(field.split("\\.")), value));
    Map<List<String>, String> second = new LinkedHashMap<>(first);
    samples.forEach(
        (field, sample) -> {
          boolean kept = vcsim && VcsimLacks.keeps(section, field);
          first.put(sample.at(), sample.first());
          second.put(sample.at(), kept ? sample.first() : sample.second());
        });
    String others = others(section(section));
    String head = rows.before() + section(section) + ": {" + rows.name() + ": ";

    Provisioning provision = provision(others + head + flow(first) + "}\n");
    converged(provision.apply());
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(others + head + flow(second) + "}\n");
    Provisioning.Ended changed = provision.plan();
    String[] allowed =
        rows.allow().isEmpty() ? new String[0] : new String[] {"--allow", rows.allow()};
    converged(provision.apply(allowed));
    assertThat(provision.plan().all()).contains("No changes.");

    List<String> shown =
        changed.out().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    samples.forEach(
        (field, sample) -> {
          if (!first.get(sample.at()).equals(second.get(sample.at()))) {
            String line = String.join(".", sample.at()) + " " + sample.shown() + " ";
            assertThat(shown).anyMatch(each -> each.startsWith(line));
          }
        });
    assertThat(shown).filteredOn(line -> line.contains(" -> ")).hasSize(changes(first, second));
  }

  /** The rest of the playbook: without a section of this name. */
  static String others(String section) {
    return play("").replaceFirst("(?m)^" + section + ":\n(  .*\n)+", "");
  }

  private static int changes(Map<List<String>, String> first, Map<List<String>, String> second) {
    return (int)
        first.entrySet().stream().filter(e -> !e.getValue().equals(second.get(e.getKey()))).count();
  }

  /** {@code [cpu, limit]: 1} as {@code {cpu: {limit: 1}}}, each value on a line of its own. */
  static String flow(Map<List<String>, String> values) {
    Map<String, Map<List<String>, String>> inner = new TreeMap<>();
    List<String> all = new ArrayList<>();
    values.forEach(
        (at, value) -> {
          if (at.size() == 1) {
            all.add("\n    " + at.get(0) + ": " + value);
          } else {
            inner
                .computeIfAbsent(at.get(0), name -> new LinkedHashMap<>())
                .put(at.subList(1, at.size()), value);
          }
        });
    inner.forEach((name, below) -> all.add(name + ": " + flow(below)));
    return "{" + String.join(", ", all) + "}";
  }
}
