package dev.provision.modules.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeFolder.Stage;
import dev.provision.vsphere.inventory.VolumeHome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VolumeDiffTest {
  private static final VolumeHome HOME =
      new VolumeHome(new ManagedObjectReference(), "nas1", "provision/volumes/ci", "data");

  private static VolumeDesired wanted(int gibibytes, Map<String, VolumeSpec.Wanted> snapshots) {
    VolumeSpec spec =
        new VolumeSpec(
            Optional.of(DataSize.ofGibibytes(gibibytes)),
            "thin",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            snapshots,
            Optional.empty());
    return new VolumeDesired(
        new Address("volume", "data"),
        new EnvironmentId("", "ci"),
        spec,
        spec.size(),
        DiskType.THIN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Connections.spec(Map.of()));
  }

  /** One that no VM has, of 2 GiB. */
  private static VolumeState seen(String file, boolean isProtected, String... snapshots) {
    return new VolumeState(
        "data",
        HOME,
        Optional.of(file),
        "uuid",
        Optional.empty(),
        Optional.of(DataSize.ofGibibytes(2)),
        Optional.of(DiskType.THIN),
        Optional.empty(),
        List.of(
            new VolumeFolder(
                HOME,
                Stage.WHOLE,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                isProtected,
                Optional.empty(),
                Optional.empty(),
                Set.of(snapshots))));
  }

  @Test
  void whatIsAsDeclaredDiffersInNothing() {
    assertThat(VolumeDiff.of(wanted(2, Map.of()), seen(HOME.disk(), false))).isEmpty();
  }

  @Test
  void growsAndNeverShrinks() {
    assertThat(VolumeDiff.of(wanted(3, Map.of()), seen(HOME.disk(), false)))
        .containsExactly(Change.inPlace("size", "2 GiB", "3 GiB"));
    assertThat(VolumeDiff.of(wanted(1, Map.of()), seen(HOME.disk(), false)))
        .containsExactly(
            Change.inPlace("size", "2 GiB", "1 GiB")
                .with(Effect.REFUSED, "a volume cannot shrink"));
  }

  @Test
  void oneThatLiesElsewhereGoesHomeAndAProtectionThatIsNotDeclaredGoes() {
    assertThat(VolumeDiff.of(wanted(2, Map.of()), seen("[nas1] web/web_1.vmdk", true)))
        .containsExactly(
            Change.inPlace(
                "path", "[nas1] web/web_1.vmdk", "[nas1] provision/volumes/ci/data/data.vmdk"),
            Change.inPlace("protect", "true", "false"));
  }

  @Test
  void snapshotsAreMadeAndTakenAwayAsDeclaredAndOthersStay() {
    Map<String, VolumeSpec.Wanted> declared = new LinkedHashMap<>();
    declared.put("v1.2", VolumeSpec.Wanted.PRESENT);
    declared.put("v1", VolumeSpec.Wanted.ABSENT);

    List<Change> changes =
        VolumeDiff.of(wanted(2, declared), seen(HOME.disk(), false, "v1", "of-a-person"));

    assertThat(changes)
        .containsExactly(
            Change.inPlace("snapshots.v1.2", Change.ABSENT, "present"),
            Change.inPlace("snapshots.v1", "present", Change.ABSENT));
    assertThat(new VolumeField.Snapshot("v1.2").isIn(changes.subList(0, 1))).isTrue();
    assertThat(new VolumeField.Snapshot("v1").isIn(changes.subList(0, 1))).isFalse();
  }
}
