package dev.provision.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlugTest {
  @Test
  void makesANameOfABranch() {
    assertThat(Slug.of("main")).contains("main");
    assertThat(Slug.of("Feature/ABC_1.2")).contains("feature-abc-1.2");
    assertThat(Slug.of("--.x//y..")).contains("x-y");
    assertThat(Slug.of("grün")).contains("gr-n");
  }

  @Test
  void hasNothingToMakeOfSigns() {
    assertThat(Slug.of("")).isEmpty();
    assertThat(Slug.of("/_ü")).isEmpty();
  }

  @Test
  void keepsLongNamesApart() {
    String one = Slug.of("x".repeat(59) + "/one").orElseThrow();
    String two = Slug.of("x".repeat(59) + "/two").orElseThrow();
    assertThat(one).hasSize(60).isNotEqualTo(two).matches("[a-z0-9][a-z0-9.-]{0,59}");
    assertThat(Slug.of("x".repeat(60))).contains("x".repeat(60));
  }
}
