package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FileQueryFlags;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import dev.provision.acceptance.GuestTargets.Bed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Config drives on a server: sent, attached, changed, cut off in the middle and taken away. */
class ConfigDriveOnTargetsTest {
  private static final String VM = "/DC0/vm/ci/web";

  @TempDir Path folder;

  private static String play(String role, String more) {
    return GuestTargets.play("networks: {eth0: private}\nmetadata: {role: " + role + "}\n" + more);
  }

  private static final String DRIVE = "config_drive: true\nuser_data: hello\n";

  private static List<VirtualCdrom> drives(Bed bed) {
    List<VirtualCdrom> drives = new ArrayList<>();
    for (VirtualDevice device : bed.config(VM).getHardware().getDevice()) {
      if (device instanceof VirtualCdrom drive
          && drive.getBacking() instanceof VirtualCdromIsoBackingInfo) {
        drives.add(drive);
      }
    }
    return drives;
  }

  private static String file(VirtualCdrom drive) {
    return ((VirtualCdromIsoBackingInfo) drive.getBacking()).getFileName();
  }

  /** The discs in the VM's folder. */
  private static List<String> discs(Bed bed, String vmFolder) {
    ManagedObjectReference browser =
        bed.vim.property(
            bed.at("/DC0/datastore/LocalDS_0"), "browser", ManagedObjectReference.class);
    HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
    spec.setMatchPattern(new String[] {"*.iso"});
    FileQueryFlags details = new FileQueryFlags();
    details.setFileOwner(false);
    spec.setDetails(details);
    TaskInfo done =
        bed.vim.ended(Vim.asked(() -> bed.vim.api().searchDatastore_Task(browser, vmFolder, spec)));
    FileInfo[] files =
        done.getResult() == null
            ? null
            : ((HostDatastoreBrowserSearchResults) done.getResult()).getFile();
    return files == null
        ? List.of()
        : Arrays.stream(files).map(FileInfo::getPath).sorted().toList();
  }

  private static void applied(Bed bed, String... more) {
    Provisioning.Ended ended = bed.provision.apply(more);
    assertThat(ended.exit()).as(ended.all()).isZero();
  }

  /** The disc is in a drive, is what was sent, and is the only one of its VM. */
  private static String attached(Bed bed) {
    List<VirtualCdrom> drives = drives(bed);
    assertThat(drives).hasSize(1);
    VirtualCdrom drive = drives.get(0);
    assertThat(drive.getConnectable().isStartConnected()).isTrue();
    assertThat(bed.config(VM).getHardware().getDevice())
        .anyMatch(
            device ->
                device instanceof VirtualController && device.getKey() == drive.getControllerKey());
    String vmx = bed.config(VM).getFiles().getVmPathName();
    String place = vmx.substring(0, vmx.lastIndexOf('/'));
    assertThat(file(drive)).startsWith(place + "/config-2-");
    String name = file(drive).substring(place.length() + 1);
    assertThat(discs(bed, place)).containsExactly(name);
    assertThat(bed.target.otherClient().vm(VM).on()).isTrue();
    return name;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void aDiscIsSentAttachedChangedAndTakenAway(Supplier<Target> place) throws Exception {
    try (Bed bed = new Bed(place.get(), folder, play("web", DRIVE))) {
      bed.target.resetCalls();
      applied(bed);
      assertThat(bed.target.mutating())
          .containsEntry("CloneVM_Task", 1)
          .containsEntry("PUT /folder", 1)
          .containsEntry("ReconfigVM_Task", 1)
          .containsEntry("PowerOnVM_Task", 1);
      String first = attached(bed);
      assertThat(bed.target.received())
          .singleElement()
          .satisfies(
              sent ->
                  assertThat(first)
                      .isEqualTo("config-2-" + sent.sha256().substring(0, 16) + ".iso"));
      bed.nothingIsLeft();

      // what it was made with stays on it, as user_data_change is ignore
      bed.provision.rewrite(play("web", DRIVE.replace("hello", "other")));
      assertThat(bed.provision.plan().out()).contains("user_data is not what it was made with");
      bed.nothingIsLeft();

      bed.provision.rewrite(play("api", DRIVE));
      assertThat(bed.provision.plan().out())
          .contains("config_drive  " + first + " -> config-2-")
          .contains("the guest reads the new config drive at its next boot");
      applied(bed);
      assertThat(attached(bed)).isNotEqualTo(first);
      bed.nothingIsLeft();

      bed.provision.rewrite(play("api", ""));
      applied(bed, "--allow", "power-off");
      assertThat(drives(bed)).isEmpty();
      String vmx = bed.config(VM).getFiles().getVmPathName();
      assertThat(discs(bed, vmx.substring(0, vmx.lastIndexOf('/')))).isEmpty();
      bed.nothingIsLeft();
    }
  }

  /** What a run that is cut before a call leaves, a call that is refused leaves too. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void aRunThatIsCutAnywhereIsFinishedByTheNextOne(Supplier<Target> place) throws Exception {
    try (Bed bed = new Bed(place.get(), folder, play("web", DRIVE))) {
      bed.target.replyIsLost("PUT /folder", 1);
      for (String method : List.of("ReconfigVM_Task", "PowerOnVM_Task")) {
        bed.target.callFails(method, "NoPermission", 1);
        Provisioning.Ended cut = bed.provision.apply();
        assertThat(cut.exit()).as(cut.all()).isEqualTo(1);
        assertThat(bed.target.otherClient().vm(VM).on()).isFalse();
        bed.target.allIsWell();
      }
      applied(bed);
      attached(bed);
      bed.nothingIsLeft();
      String vmx = bed.config(VM).getFiles().getVmPathName();
      bed.target.callFails("Destroy_Task", "NoPermission", 1);
      assertThat(bed.provision.run("destroy", "--yes").exit()).isEqualTo(1);
      assertThat(discs(bed, vmx.substring(0, vmx.lastIndexOf('/')))).isEmpty();
      bed.target.allIsWell();
      Provisioning.Ended gone = bed.provision.run("destroy", "--yes");
      assertThat(gone.exit()).as(gone.all()).isZero();
      assertThat(bed.target.otherClient().in("/DC0/vm")).doesNotContain("ci");
    }
  }
}
