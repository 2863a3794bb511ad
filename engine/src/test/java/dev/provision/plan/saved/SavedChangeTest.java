package dev.provision.plan.saved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.spi.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavedChangeTest {
  private static SavedChange change(String before, String after) {
    return new SavedChange("ram", before, after, "in-place");
  }

  @Test
  void allowsWhatTheFileHoldsAndWhatNobodyKnewThen() {
    assertThat(change("1", "2").difference(List.of(change("1", "2")))).isEmpty();
    assertThat(change("1", "2").difference(List.of(change("1", Change.KNOWN_AFTER_APPLY))))
        .isEmpty();
    // a rename with `formerly` changes one field twice
    assertThat(change("b", "c").difference(List.of(change("a", "b"), change("b", "c")))).isEmpty();
  }

  @Test
  void saysWhatIsDifferent() {
    assertThat(change("4", "2").difference(List.of(change("1", "2"))))
        .contains("`ram` is 4 now, it was 1");
    assertThat(change("1", "3").difference(List.of(change("1", "2"))))
        .contains("`ram` would become 3, the file says 2");
    assertThat(change("1", Change.KNOWN_AFTER_APPLY).difference(List.of(change("1", "2"))))
        .contains("`ram` would become (known after apply), the file says 2");
    assertThat(
            change("1", "2")
                .difference(List.of(new SavedChange("ram", "1", "2", "needs-power-off"))))
        .contains("`ram` would have the effect in-place, the file says needs-power-off");
    assertThat(change("1", "2").difference(List.of()))
        .contains("`ram` is 1 now, the file says nothing of a change of it");
  }
}
