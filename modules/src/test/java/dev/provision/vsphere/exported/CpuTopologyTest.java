package dev.provision.vsphere.exported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuTopologyTest {
  private static ImageTraits image(
      Integer cores, Integer sockets, Integer maxCores, Integer maxSockets) {
    return new ImageTraits(
        Optional.empty(),
        0,
        Optional.empty(),
        false,
        Optional.ofNullable(cores),
        Optional.ofNullable(sockets),
        Optional.ofNullable(maxCores),
        Optional.ofNullable(maxSockets),
        true);
  }

  private static Optional<Integer> cores(int vcpus, Map<String, String> flavor, ImageTraits image) {
    return CpuTopology.cores(vcpus, ExtraSpecs.of(flavor), image);
  }

  @Test
  void saysNothingWhereNobodyDoes() {
    assertThat(cores(4, Map.of(), ImageTraits.NONE)).isEmpty();
  }

  @Test
  void takesWhatTheFlavorPrefersAndElseMostSockets() {
    assertThat(cores(8, Map.of("hw:cpu_cores", "4"), ImageTraits.NONE)).contains(4);
    assertThat(cores(8, Map.of("hw:cpu_sockets", "4"), ImageTraits.NONE)).contains(2);
    assertThat(cores(8, Map.of("hw:cpu_max_sockets", "2"), ImageTraits.NONE)).contains(4);
    assertThat(cores(8, Map.of("hw:cpu_max_sockets", "8"), ImageTraits.NONE)).contains(1);
  }

  @Test
  void whatTheImagePrefersTakesThePlaceOfAllThatTheFlavorDoes() {
    assertThat(
            cores(
                8, Map.of("hw:cpu_cores", "4", "hw:cpu_sockets", "2"), image(2, null, null, null)))
        .contains(2);
  }

  @Test
  void anImageWithLowerLimitsDiscardsWhatTheFlavorPrefers() {
    assertThat(cores(8, Map.of("hw:cpu_cores", "4"), image(null, null, 2, null))).contains(1);
  }

  @Test
  void refusesAnImageThatExceedsTheFlavor() {
    assertThatThrownBy(() -> cores(8, Map.of("hw:cpu_max_cores", "2"), image(null, null, 4, null)))
        .hasMessage("the image allows 4 cores, the flavor only 2");
    assertThatThrownBy(() -> cores(8, Map.of("hw:cpu_max_cores", "2"), image(4, null, null, null)))
        .hasMessage("the image wants 4 cores, and at most 2 cores are allowed");
  }

  @Test
  void refusesLimitsThatLeaveNothing() {
    assertThatThrownBy(
            () ->
                cores(
                    8,
                    Map.of("hw:cpu_max_cores", "2", "hw:cpu_max_sockets", "2"),
                    ImageTraits.NONE))
        .hasMessage("8 vCPUs cannot be made of at most 2 sockets of 2 cores");
  }
}
