package dev.provision.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
  private static final List<String> KNOWN = List.of("memory", "image", "flavor", "networks", "ip");

  @Test
  void findsALetterTooFewTooManyChangedOrSwapped() {
    assertThat(DidYouMean.closest("memroy", KNOWN)).contains("memory");
    assertThat(DidYouMean.closest("imge", KNOWN)).contains("image");
    assertThat(DidYouMean.closest("flavour", KNOWN)).contains("flavor");
    assertThat(DidYouMean.closest("netwarks", KNOWN)).contains("networks");
    assertThat(DidYouMean.closest("ipp", KNOWN)).contains("ip");
  }

  @Test
  void seesThroughCase() {
    assertThat(DidYouMean.closest("Image", KNOWN)).contains("image");
  }

  @Test
  void staysSilentWhereNothingIsClose() {
    assertThat(DidYouMean.closest("power", KNOWN)).isEmpty();
    assertThat(DidYouMean.closest("x", KNOWN)).isEmpty();
    assertThat(DidYouMean.closest("ip", List.of("ip"))).isEmpty();
  }

  @Test
  void findsTheNameOfWhichOnlyTheFirstWordWasTyped() {
    assertThat(DidYouMean.closest("upper", List.of("upper_case", "size"))).contains("upper_case");
    assertThat(DidYouMean.closest("wait", List.of("wait_for", "wait_until"))).isEmpty();
  }

  @Test
  void endsAMessage() {
    assertThat(DidYouMean.suffix("memroy", KNOWN)).isEqualTo("; did you mean `memory`?");
    assertThat(DidYouMean.suffix("power", KNOWN)).isEmpty();
  }

  @Test
  void choosesTheSameOfTwoThatAreEquallyClose() {
    assertThat(DidYouMean.closest("web-3", List.of("web-2", "web-1"))).contains("web-1");
  }
}
