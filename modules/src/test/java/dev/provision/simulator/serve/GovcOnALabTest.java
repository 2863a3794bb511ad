package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.NeedsReferee;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** govc, which is not ours, on a lab that is served. */
@NeedsReferee
class GovcOnALabTest {
  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            C0:
              hosts: {esx: {count: 2}}
          datastores: {nas1: 1 TiB}
          networks: {VM Network: {}}
          templates: {ubuntu: {network: VM Network}}
      """;

  @TempDir Path folder;

  @Test
  void saysWhatItIsAndListsWhatIsThere() {
    try (ServedLab lab = ServedLab.of(folder, LAB)) {
      assertThat(lab.govc("about"))
          .contains("provision's simulated vCenter Server", "API version:  8.0.2.0");
      assertThat(lab.govc("find", "/").lines())
          .containsExactly(
              "/",
              "/DC0",
              "/DC0/vm",
              "/DC0/vm/ubuntu",
              "/DC0/host",
              "/DC0/host/C0",
              "/DC0/host/C0/Resources",
              "/DC0/host/C0/esx-1",
              "/DC0/host/C0/esx-2",
              "/DC0/datastore",
              "/DC0/datastore/nas1",
              "/DC0/network",
              "/DC0/network/VM Network");
      assertThat(lab.log()).isEmpty();
    }
  }
}
