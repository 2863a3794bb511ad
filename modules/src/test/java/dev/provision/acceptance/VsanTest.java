package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenDisk;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.DiskUuid;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Datastores at whose top a folder is an object, with a name and an id. On the simulator alone:
 * vcsim makes folders at the top of its vSAN by every call and shows what was asked for (govmomi
 * v0.56.0, simulator/datastore_namespace_manager.go).
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"vsan", "VVOL"})
class VsanTest {
  private static final String DB = "/DC0/vm/ci/db";
  private static final String HOME = "[LocalDS_0] provision/volumes/ci/pgdata/pgdata.vmdk";
  private static final String ATTACHED = "volumes: {data: pgdata}";

  @Parameter String type;
  @TempDir Path folder;
  private SimulatorTarget target;
  private Provisioning provision;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(0, "LocalDS_0: {size: 100 TiB, type: " + type + "}");
    provision = new Provisioning(target, folder, with(ATTACHED));
  }

  private static String with(String more) {
    return VolumesTest.with(
        "pgdata: {size: 1 GiB}",
        "db: {image: base, flavor: small, networks: {}, clone: full%s}"
            .formatted(more.isEmpty() ? "" : ", " + more));
  }

  private Provisioning.Ended ended(String command, String... options) {
    Provisioning.Ended ended = provision.run(command, options);
    assertThat(ended.exit()).as(ended.all()).isZero();
    return ended;
  }

  private void isLeftInPeace() {
    target.resetCalls();
    assertThat(ended("apply").out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  private void detaches() {
    provision.rewrite(with(""));
    target.resetCalls();
    ended("apply");
    assertThat(target.mutating()).containsOnlyKeys("ReconfigVM_Task");
    assertThat(target.otherClient().vm(DB).extraConfig()).doesNotContainKey("provision.volumes");
    isLeftInPeace();
  }

  @Test
  void aDiskIsShownByIdAndIsAtHomeAllTheSame() {
    ended("apply");

    assertThat(target.stub().topFolders().byId(HOME))
        .matches("\\[LocalDS_0\\] [0-9a-f-]{36}/volumes/ci/pgdata/pgdata\\.vmdk");
    assertThat(target.stub().topFolders().shown(DB))
        .contains(target.stub().topFolders().byId(HOME));
    assertThat(ended("show", "volume.pgdata").out()).contains(HOME).doesNotContain("moved to");
    isLeftInPeace();
    detaches();
  }

  @Test
  void theIdIsInAFaultWhereTheNamespaceManagerTellsNone() {
    target.refuses("ConvertNamespacePathToUuidPath", "", "NotSupported");
    ended("apply");

    assertThat(ended("show", "volume.pgdata").out()).contains(HOME);
    detaches();
  }

  @Test
  void aDiskIsNotMovedOntoItselfWhereNobodyTellsTheId() {
    target.refuses("ConvertNamespacePathToUuidPath", "", "NotSupported");
    String nothing = "[LocalDS_0] provision/provision~nothing.vmdk";
    target.refuses("QueryVirtualDiskUuid", nothing, "NoPermission");
    ended("apply");

    provision.rewrite(with(""));
    target.resetCalls();
    ended("apply");

    assertThat(target.mutating()).doesNotContainKey("MoveVirtualDisk_Task");
    isLeftInPeace();
    ended("destroy", "--yes");
    assertThat(provision.run("destroy", "--yes").out()).contains("No changes.");
  }

  @Test
  void aRequestThatTheServerCannotReadIsNotTakenForSomethingThatItLacks() {
    target.refuses("ConvertNamespacePathToUuidPath", "", "InvalidRequest");

    assertThat(provision.plan().err()).contains("InvalidRequest");
  }

  @Test
  void aFolderThatIsThereTakesNoPrivilegeAndOneThatIsNotSaysWhich() {
    target.refuses("CreateDirectory", "", "NoPermission");
    Provisioning.Ended refused = provision.apply();
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.all())
        .contains("the account has no permission; vCenter did not say which privilege");

    target.allIsWell();
    target.stub().topFolders().make("[LocalDS_0] provision");
    target.refuses("CreateDirectory", "", "NoPermission");
    ended("apply");

    isLeftInPeace();
  }

  @Test
  void aRehearsalKnowsBothNames() {
    ended("apply");
    provision.rewrite(with(""));

    assertThat(ended("rehearse").out()).contains("1 changed");

    detaches();
    provision.rewrite(with(ATTACHED));
    assertThat(ended("rehearse").out()).contains("1 changed");
  }

  @Test
  void anInstanceThatGoesLeavesItsVolumeWhereItIs() {
    ended("apply");
    provision.rewrite(VolumesTest.with("pgdata: {size: 1 GiB}", ""));
    target.resetCalls();

    ended("apply", "--prune", "--yes");

    assertThat(target.mutating()).doesNotContainKey("MoveVirtualDisk_Task");
    isLeftInPeace();
    provision.rewrite(with(ATTACHED));
    ended("apply");
    assertThat(target.otherClient().disks(DB))
        .contains(new SeenDisk(HOME, "independent_persistent", 1024));
  }

  @Test
  void aVolumeThatWasMadeBeforeUuidsHadVMwaresFormIsFoundAndOwned() {
    provision.rewrite(with(""));
    ended("apply");
    String before =
        DiskUuid.of(new EnvironmentId("", "ci"), new Address("volume", "pgdata")).former();
    target.stub().topFolders().setUuid(HOME, DiskUuid.inFile(before));
    isLeftInPeace();

    provision.rewrite(with(ATTACHED));
    ended("apply");

    assertThat(ended("show", "volume.pgdata").out()).contains(before);
    isLeftInPeace();
    detaches();
    provision.rewrite(VolumesTest.with("other: {size: 1 GiB}", ""));
    assertThat(ended("plan").out()).contains("volume.pgdata", "no longer declared");
    assertThat(target.stub().uuid(HOME).replaceAll("[ -]", "")).isEqualTo(before.replace("-", ""));
    ended("destroy", "--yes");
    assertThat(target.otherClient().files("[LocalDS_0] provision/volumes")).isEmpty();
  }
}
