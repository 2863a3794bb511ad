package dev.provision.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void everyNumberComesOnce() {
    for (int bound : new int[] {0, 1, 2, 3, 100, 128}) {
      assertThat(Spread.below(bound).toArray())
          .containsExactlyInAnyOrder(IntStream.range(0, bound).toArray());
    }
  }

  @Test
  void everyBeginningCoversTheWholeRange() {
    assertThat(Spread.below(1000).limit(8).map(each -> each / 125).sorted().toArray())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }
}
