package dev.provision.modules.flavors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.DataSize;
import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import dev.provision.spi.Problem;
import dev.provision.vsphere.Sizing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlavorKindTest {
  private static final Span RAM = new Span("site.yml", 4, 20, 4, 25);

  private static Declaration<FlavorSpec> flavor(int vcpus, DataSize ram, Integer cores) {
    return new Declaration<>(
        new Address("flavor", "small"),
        new FlavorSpec(
            vcpus,
            ram,
            Optional.of(new DataSize(0)),
            Optional.ofNullable(cores),
            Optional.of(true),
            Optional.empty()),
        Common.DEFAULT,
        Map.of("ram", new Field(RAM, false, List.of())),
        List.of(),
        new Span("site.yml", 4, 3, 4, 8));
  }

  @Test
  void givesASizeWithThePlaceOfEachFieldAndNoDiskForZero() {
    assertThat(new FlavorKind().exported(flavor(2, DataSize.ofMebibytes(64), 2)))
        .isEqualTo(
            new Sizing(
                "small",
                2,
                DataSize.ofMebibytes(64),
                Optional.empty(),
                Optional.of(2),
                Optional.of(true),
                Optional.empty(),
                Map.of("ram", RAM)));
  }

  @Test
  void findsNothingWrongWithWhatVsphereTakes() {
    assertThat(new FlavorKind().validate(flavor(4, DataSize.ofMebibytes(4), 2))).isEmpty();
  }

  @Test
  void refusesWhatVsphereRefuses() {
    assertThat(new FlavorKind().validate(flavor(0, DataSize.ofMebibytes(63), null)))
        .containsExactly(
            new Problem("vcpus", "`vcpus` must be at least 1, not 0"),
            new Problem("ram", "`ram` must be a multiple of 4 MiB, as vSphere asks, not 63 MiB"));
    assertThat(new FlavorKind().validate(flavor(3, DataSize.ofMebibytes(64), 2)))
        .containsExactly(
            new Problem(
                "cores_per_socket",
                "`cores_per_socket` must divide `vcpus`, and 2 does not divide 3"));
  }
}
