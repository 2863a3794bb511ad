package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiVersionTest {
  @Test
  void isOrderedByItsNumbersAndNotByItsText() {
    List<ApiVersion> sorted =
        List.of("7.0", "10.0.0.0", "6.7.3", "9.0.0.0", "6.7", "8.0.3.0", "8.0.2.0").stream()
            .map(ApiVersion::new)
            .sorted()
            .toList();

    assertThat(sorted)
        .extracting(ApiVersion::text)
        .containsExactly("6.7", "6.7.3", "7.0", "8.0.2.0", "8.0.3.0", "9.0.0.0", "10.0.0.0");
    assertThat(new ApiVersion("7.0")).isEqualByComparingTo(new ApiVersion("7.0.0.0"));
    assertThat(new ApiVersion("8.0.2.0").isAtLeast("8.0.2")).isTrue();
    assertThat(new ApiVersion("7.0.1.9").isAtLeast("7.0.2")).isFalse();
  }

  @Test
  void isNoneWhereThereIsMoreThanNumbers() {
    for (String text : List.of("uA046D008", "2.5u2", "", "8.", ".8", "8 .0", "8\r\nX: y", "8,0")) {
      assertThat(ApiVersion.parse(text)).as(text).isEmpty();
    }
    assertThat(ApiVersion.parse(null)).isEmpty();
    assertThatThrownBy(() -> new ApiVersion("vSphere 8"))
        .hasMessage("`vSphere 8` is no version of the vSphere API");
  }
}
