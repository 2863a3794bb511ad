package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryPathTest {
  @Test
  void isWrittenAsGovcWritesIt() {
    InventoryPath path = InventoryPath.parse("//DC0/vm/ci/");
    assertThat(path).isEqualTo(new InventoryPath(List.of("DC0", "vm", "ci")));
    assertThat(path).hasToString("/DC0/vm/ci");
    assertThat(path.name()).isEqualTo("ci");
    assertThat(path.parent()).hasToString("/DC0/vm");
  }

  @Test
  void escapesASlashInAName() {
    assertThat(InventoryPath.parse("/DC0/vm").child("a/b")).hasToString("/DC0/vm/a%2Fb");
  }

  @Test
  void theRootHasNoNameAndIsItsOwnParent() {
    assertThat(InventoryPath.parse("/")).isEqualTo(InventoryPath.ROOT).hasToString("/");
    assertThat(InventoryPath.ROOT.name()).isEmpty();
    assertThat(InventoryPath.ROOT.parent()).isEqualTo(InventoryPath.ROOT);
  }

  @Test
  void isBelowWhatItsNamesBeginWith() {
    InventoryPath vm = InventoryPath.parse("/DC0/vm");
    assertThat(InventoryPath.parse("/DC0/vm/ci").isBelow(vm)).isTrue();
    assertThat(vm.isBelow(InventoryPath.ROOT)).isTrue();
    assertThat(InventoryPath.parse("/DC0/vms/ci").isBelow(vm)).isFalse();
  }

  @Test
  void refusesABareName() {
    assertThat(InventoryPath.isPath("ci")).isFalse();
    assertThatThrownBy(() -> InventoryPath.parse("ci"))
        .hasMessage("`ci` is not an inventory path: expected one like /DC0/vm/ci");
  }
}
