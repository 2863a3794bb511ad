package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.contract.KindSamples;
import dev.provision.contract.KindSamples.Sample;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.wire.ApiVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of every kind on vCenters of several versions. What a version does not have yet is
 * refused in the plan with its line; the rest is made there, and the simulator refuses what its
 * version does not have; what is deprecated or gone is said with its line.
 */
class RowVersionsTest {
  private static final List<String> VERSIONS = List.of("6.5", "7.0", "8.0.3", "9.0");

  @TempDir Path folder;

  static Stream<Arguments> sectionsAndVersions() {
    return RowsOnTargetsTest.sections()
        .flatMap(section -> VERSIONS.stream().map(version -> Arguments.of(section, version)));
  }

  @ParameterizedTest
  @MethodSource("sectionsAndVersions")
  void isRefusedOrMadeOrSaidToBeOver(String section, String version) {
    KindSamples.Rows rows = KindSamples.of(section).rows().orElseThrow();
    Map<String, Sample> samples = new TreeMap<>(rows.values());
    // its values are versions of switches, of which a server has its own and older ones
    samples.keySet().removeIf(field -> section.equals("switches") && field.equals("version"));
    Map<String, Meaning> limits = limits(section);
    ApiVersion spoken = new ApiVersion(version);
    Map<String, Sample> early = new TreeMap<>(samples);
    early
        .keySet()
        .removeIf(
            field ->
                Optional.ofNullable(limits.get(field))
                    .flatMap(limit -> limit.refusal(spoken))
                    .isEmpty());
    SimulatorTarget target =
        new SimulatorTarget("version: " + version + "\n" + SimulatorTarget.LAB);
    target.populate();

    String all = playbook(section, rows, samples);
    Provisioning provision = new Provisioning(target, folder, all);
    if (!early.isEmpty()) {
      Provisioning.Ended refused = provision.plan();
      assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
      List<String> expected = new ArrayList<>();
      early.forEach(
          (field, sample) ->
              expected.add(
                  "site.yml:"
                      + line(all, sample)
                      + ": `"
                      + String.join(".", sample.at())
                      + "` needs"));
      assertThat(
              refused.err().lines().filter(each -> each.contains("` needs vSphere API ")).toList())
          .allMatch(each -> each.contains(", and this server speaks API " + version))
          .extracting(
              each -> each.replaceAll("(site.yml:\\d+):.*error.*?: (`.*?` needs).*", "$1: $2"))
          .containsExactlyInAnyOrderElementsOf(expected);
      samples.keySet().removeAll(early.keySet());
    }
    String rest = playbook(section, rows, samples);
    provision.rewrite(rest);
    Suite.converged(provision.apply());
    Provisioning.Ended again = provision.plan();
    assertThat(again.out()).contains("No changes.");
    samples.forEach(
        (field, sample) -> {
          boolean told =
              Optional.ofNullable(limits.get(field))
                  .filter(limit -> limit.note(spoken).isPresent())
                  .isPresent();
          String note = "note: `" + field + "` ";
          List<String> notes = again.out().lines().filter(each -> each.contains(note)).toList();
          assertThat(notes).as(field).hasSize(told ? 1 : 0);
          assertThat(notes)
              .allMatch(each -> each.contains("(site.yml:" + line(rest, sample) + ":"));
        });
  }

  private static Map<String, Meaning> limits(String section) {
    Map<String, Meaning> limits = new LinkedHashMap<>();
    RowsOnTargetsTest.kinds()
        .filter(kind -> kind.info().section().equals(RowsOnTargetsTest.section(section)))
        .forEach(kind -> kind.versions().forEach(limit -> limits.put(limit.field(), limit)));
    return limits;
  }

  private static String playbook(
      String section, KindSamples.Rows rows, Map<String, Sample> samples) {
    Map<List<String>, String> values = new LinkedHashMap<>();
    rows.fixed().forEach((field, value) -> values.put(List.of(field.split("\\.")), value));
    samples.forEach((field, sample) -> values.put(sample.at(), sample.first()));
    String entry =
        RowsOnTargetsTest.section(section)
            + ": {"
            + rows.name()
            + ": "
            + RowsOnTargetsTest.flow(values)
            + "}\n";
    return RowsOnTargetsTest.others(RowsOnTargetsTest.section(section)) + rows.before() + entry;
  }

  /** The line of a value, of which no other field of this name has the same. */
  private static long line(String playbook, Sample sample) {
    String last = sample.at().get(sample.at().size() - 1) + ": " + sample.first();
    int at = playbook.lastIndexOf("\n    " + last);
    return playbook.substring(0, at).lines().count() + 1;
  }
}
