package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceNameTest {
  @ParameterizedTest
  @CsvSource({
    "a/b, a%2Fb",
    "50%, 50%25",
    "e\\f, e%5Cf",
    "c%2fd, c%252fd",
    "vlan 7, vlan 7",
    "%, %25"
  })
  void aNameIsShownAgainAsItWasBeforeItWasEscaped(String shown, String escaped) {
    assertThat(EntityName.escaped(shown)).isEqualTo(escaped);
    assertThat(EntityName.shown(escaped)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"a%2fb, a/b", "a%5cb, a\\b", "a/b, a/b", "100%, 100%", "a%41, a%41"})
  void aNameOfWhateverServerIsShown(String name, String shown) {
    assertThat(EntityName.shown(name)).isEqualTo(shown);
  }

  @Test
  void aTextIsANameAndThenAnEscapedOneAndThenAPath() {
    assertThat(new PlaceName("x/a%2fb").readings())
        .containsExactly(
            new PlaceName.Reading(List.of("x/a%2fb"), false),
            new PlaceName.Reading(List.of("x/a/b"), false),
            new PlaceName.Reading(List.of("x", "a/b"), false));
    assertThat(new PlaceName("web").readings())
        .containsExactly(new PlaceName.Reading(List.of("web"), false));
  }

  @Test
  void anAbsolutePathFitsNothingFurtherDown() {
    PlaceName path = new PlaceName("/vm/web");
    assertThat(path.fits(InventoryPath.parse("/vm/web"))).isTrue();
    assertThat(path.fits(InventoryPath.parse("/DC0/vm/web"))).isFalse();
    assertThat(new PlaceName("vm/web").fits(InventoryPath.parse("/DC0/vm/web"))).isTrue();
  }

  @Test
  void itsBareNameIsTheLastOfAPathAndTheWholeOfAName() {
    assertThat(new PlaceName("/DC0/datastore/nas%2f1").bare()).isEqualTo("nas/1");
    assertThat(new PlaceName("nas/1").bare()).isEqualTo("nas/1");
  }
}
