package dev.provision.vsphere.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.ws.Argument;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.Calls;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopFolderNamesTest {
  private static final String ID = "25d8b159-948c-4b73-8e49-02001b1ad164";
  private static final String SHOWN = "[vsan] " + ID + "/volumes/ci/x/x.vmdk";
  private static final String NAMED = "[vsan] provision/volumes/ci/x/x.vmdk";

  private Object answer;
  private final List<String> sent = new ArrayList<>();
  private final TopFolderNames names =
      new TopFolderNames(
          call -> {
            for (Argument each : call.arguments()) {
              if (each.getValue() instanceof VirtualMachineConfigSpec spec) {
                sent.add(file(spec.deviceChange[0].device));
              }
            }
            return answer;
          });

  private static VirtualDisk disk(String file) {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.fileName = file;
    VirtualDisk disk = new VirtualDisk();
    disk.backing = backing;
    return disk;
  }

  private static String file(VirtualDevice device) {
    return ((VirtualDiskFlatVer2BackingInfo) device.backing).fileName;
  }

  @Test
  void letsAnswersHaveTheNameWhereverTheIdStands() throws Exception {
    names.known("vsan", "provision", ID);
    VirtualHardware hardware = new VirtualHardware();
    hardware.device = new VirtualDevice[] {disk(SHOWN), disk("[vsan] 86c0173f/web.vmdk")};
    VirtualDiskFlatVer2BackingInfo parent = new VirtualDiskFlatVer2BackingInfo();
    parent.fileName = SHOWN;
    ((VirtualDiskFlatVer2BackingInfo) hardware.device[1].backing).parent = parent;
    answer = hardware;

    names.call(Calls.call("RetrievePropertiesEx", "PropertyCollector", "x"));

    assertThat(file(hardware.device[0])).isEqualTo(NAMED);
    assertThat(file(hardware.device[1])).isEqualTo("[vsan] 86c0173f/web.vmdk");
    assertThat(parent.fileName).isEqualTo(NAMED);

    HostDatastoreBrowserSearchResults found = new HostDatastoreBrowserSearchResults();
    found.folderPath = "[vsan] " + ID + "/volumes/ci/";
    TaskInfo task = new TaskInfo();
    task.result = new HostDatastoreBrowserSearchResults[] {found};
    answer = task;
    names.call(Calls.call("WaitForUpdatesEx", "PropertyCollector", "x"));
    assertThat(found.folderPath).isEqualTo("[vsan] provision/volumes/ci");
  }

  @Test
  void sendsTheIdInBackingsAndLeavesTheCallersAlone() throws Exception {
    names.known("vsan", "provision", ID);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    VirtualDeviceConfigSpec add = new VirtualDeviceConfigSpec();
    add.device = disk(NAMED);
    spec.deviceChange = new VirtualDeviceConfigSpec[] {add};
    Call call =
        new Call(
            "ReconfigVM_Task",
            List.of(
                new Argument("_this", "ManagedObjectReference", ref("VirtualMachine", "vm-1")),
                new Argument("spec", "VirtualMachineConfigSpec", spec)),
            "ManagedObjectReference");

    names.call(call);

    assertThat(sent).containsExactly(SHOWN);
    assertThat(file(add.device)).isEqualTo(NAMED);
  }

  @Test
  void changesNothingOfWhatIsNotKnown() throws Exception {
    names.known("vsan", "isos", ID);
    names.known("vsan", "isos", "00000000-0000-0000-0000-000000000001");
    answer = SHOWN;

    assertThat(names.call(Calls.call("QueryX", "X", "x")))
        .as("an id of a folder that was made anew")
        .isEqualTo(SHOWN);
  }

  @Test
  void learnsTheIdOfAFolderThatIsMade() throws Exception {
    ManagedObjectReference vsan = ref("Datastore", "datastore-7");
    names.seen(vsan, "vsan");
    answer = "/vmfs/volumes/vsan:52f4755012777dcf-398a703900bb154a/" + ID;
    names.call(
        new Call(
            "CreateDirectory",
            List.of(
                new Argument("_this", "ManagedObjectReference", ref("X", "x")),
                new Argument("datastore", "ManagedObjectReference", vsan),
                new Argument("displayName", "String", "provision"),
                new Argument("policy", "String", null)),
            "String"));

    assertThat(names.isKnown("vsan", "provision")).isTrue();
    answer = SHOWN;
    assertThat(names.call(Calls.call("QueryX", "X", "x"))).isEqualTo(NAMED);
  }

  private static ManagedObjectReference ref(String type, String value) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.type = type;
    ref.val = value;
    return ref;
  }
}
