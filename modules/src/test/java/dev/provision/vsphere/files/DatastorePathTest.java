package dev.provision.vsphere.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatastorePathTest {
  @Test
  void hasOneFormHoweverItIsWritten() {
    DatastorePath path = new DatastorePath("nas1", "provision/volumes/x.vmdk");
    for (String text :
        List.of(
            "[nas1] provision/volumes/x.vmdk",
            "[nas1]provision/volumes/x.vmdk",
            "[nas1]  /provision//volumes/x.vmdk/")) {
      assertThat(DatastorePath.of(text)).isEqualTo(path);
    }
    assertThat(path).hasToString("[nas1] provision/volumes/x.vmdk");
    assertThat(DatastorePath.of("[nas1]")).hasToString("[nas1]");
  }

  @Test
  void knowsItsParts() {
    DatastorePath path = DatastorePath.of("[nas1] provision/volumes/x.vmdk");

    assertThat(path.top()).isEqualTo("provision");
    assertThat(path.name()).isEqualTo("x.vmdk");
    assertThat(path.folder()).isEqualTo(DatastorePath.of("[nas1] provision/volumes"));
    assertThat(path.below("provision/volumes")).contains("x.vmdk");
    assertThat(path.below("provision/vol")).isEmpty();
    assertThat(path.under("25d8")).isEqualTo(DatastorePath.of("[nas1] 25d8/volumes/x.vmdk"));
    assertThat(DatastorePath.of("[nas1] x.vmdk").folder()).hasToString("[nas1]");
  }

  @Test
  void isNotMadeOfATextWithoutADatastore() {
    assertThat(DatastorePath.parse("provision/x.vmdk")).isEmpty();
    assertThat(DatastorePath.parse("[] x.vmdk")).isEmpty();
    assertThatThrownBy(() -> DatastorePath.of("x.vmdk"))
        .hasMessage("no path on a datastore: x.vmdk");
  }
}
