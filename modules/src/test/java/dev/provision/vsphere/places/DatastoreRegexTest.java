package dev.provision.vsphere.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DatastoreRegexTest {
  private static final String NAME = "x".repeat(60);

  @Test
  void givesUpWhereAnExpressionTriesEveryCombination() {
    Pattern endless = Pattern.compile("x*x*x*x*x*x*x*x*y");

    assertThat(DatastoreRegex.takesTooLong(endless, NAME)).isTrue();
    assertThat(DatastoreRegex.fits(endless, NAME)).isFalse();
    assertThat(DatastoreRegex.takesTooLong(Pattern.compile("x*y?"), NAME)).isFalse();
  }
}
