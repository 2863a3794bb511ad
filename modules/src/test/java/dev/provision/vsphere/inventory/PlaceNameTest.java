package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource({
    "web, web",
    "ci/web/, ci/web",
    "ci//web, ci/web",
    "/DC0//vm/ci/, /DC0/vm/ci",
    "//DC0/vm, /DC0/vm",
    "/DC0/vm/a%2fb, /DC0/vm/a%2Fb",
    "/DC0/vm/50%, /DC0/vm/50%25",
    "/DC0/vm/e\\f, /DC0/vm/e%5Cf",
    "a%2fb, a%2fb",
    "50%, 50%",
    "vlan 10.0.0.0/24, vlan 10.0.0.0/24"
  })
  void aTextIsKeptWithSingleSlashesAndAPathAsPathsAreWritten(String typed, String text) {
    assertThat(new PlaceName(typed).text()).isEqualTo(text);
    assertThat(new PlaceName(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "ci/web/, ci//web, true",
    "a%2fb, a%2Fb, true",
    "50%, 50%25, true",
    "/DC0/vm/a%5cb, /DC0/vm/a\\b/, true",
    "a/b, a%2Fb, false",
    "c%252fd, c%2fd, false",
    "DC0/vm/x, /DC0/vm/x, false",
    "Web, web, false"
  })
  void spellingsOfOneNameAreEqual(String one, String other, boolean equal) {
    assertThat(new PlaceName(one).equals(new PlaceName(other))).isEqualTo(equal);
    assertThat(Set.of(new PlaceName(one)).contains(new PlaceName(other))).isEqualTo(equal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "/", "//", "/ /", "a\nb"})
  void aTextWithoutANameIsRefused(String text) {
    assertThatThrownBy(() -> new PlaceName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a name or a path, as in web or /DC0/vm/web, found `"
                + text.replace('\n', ' ')
                + "`");
    assertThat(PlaceName.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/DC0/vm/a/b, /DC0/vm/a, true",
    "a/b, a, true",
    "/DC0/vm/ab, /DC0/vm/a, false",
    "/DC0/vm/a/, /DC0/vm/a, false",
    "a/b, /a, false",
    "a%2Fb, a, false"
  })
  void aPathIsInsideTheOneThatItBeginsWith(String inner, String outer, boolean inside) {
    assertThat(new PlaceName(inner).isInside(new PlaceName(outer))).isEqualTo(inside);
  }

  @Test
  void aNameThatClientsShowIsNoPath() {
    assertThat(PlaceName.called("a/b").below(InventoryPath.parse("/DC0/vm")))
        .isEqualTo(InventoryPath.parse("/DC0/vm/a%2Fb"));
    assertThat(new PlaceName("a/b").below(InventoryPath.parse("/DC0/vm")))
        .isEqualTo(InventoryPath.parse("/DC0/vm/a/b"));
    assertThat(new PlaceName("/DC1/vm/b").below(InventoryPath.parse("/DC0/vm")))
        .isEqualTo(InventoryPath.parse("/DC1/vm/b"));
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
