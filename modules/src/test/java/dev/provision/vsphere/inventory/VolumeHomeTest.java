package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolumeHomeTest {
  private static final String TOP = "provision/volumes/ci";

  @Test
  void aDiskInItsOwnFolderIsAtHomeWhoeverItSaysItIs() {
    assertThat(VolumeHome.isDisk("[nas1] provision/volumes/ci/pgdata/pgdata.vmdk", TOP)).isTrue();
    assertThat(VolumeHome.isDisk("[nas2] provision/volumes/ci/wal/wal.vmdk", TOP)).isTrue();
  }

  @Test
  void whatLiesElsewhereIsNot() {
    assertThat(VolumeHome.isDisk("[nas1] db/pgdata.vmdk", TOP)).isFalse();
    assertThat(VolumeHome.isDisk("[nas1] provision/volumes/ci/pgdata/other.vmdk", TOP)).isFalse();
    assertThat(VolumeHome.isDisk("[nas1] provision/volumes/ci-2/a/a.vmdk", TOP)).isFalse();
    assertThat(VolumeHome.isDisk("[nas1] provision/volumes/ci/a/snapshots/a/a.vmdk", TOP))
        .isFalse();
  }
}
