package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.GenericVmConfigFault;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoDiskSpace;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.PlatformConfigFault;
import com.vmware.vim25.TaskInProgress;
import com.vmware.vim25.VmConfigFault;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Denial;
import dev.provision.spi.ModuleException.Kind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void aSessionThatIsOverIsNoLackOfAPrivilege() {
    NotAuthenticated over = new NotAuthenticated();
    over.setPrivilegeId("System.View");

    assertThat(Faults.translate(new VimFault(over, "The session is not authenticated.")))
        .hasMessage("The session is not authenticated. (NotAuthenticated)");
    assertThat(kind(over)).isEqualTo(Kind.TRANSIENT);
    assertThat(new VimFault(over, "no").isDenied()).isFalse();
    assertThat(new VimFault(new NoPermission(), "no").isDenied()).isTrue();
  }

  private static Kind kind(MethodFault fault) {
    return Faults.translate(new VimFault(fault, "no")).kind();
  }

  @Test
  void whatSomebodyChangedOrDeletedSinceItWasReadIsLookedAtAgain() {
    assertThat(kind(new ConcurrentAccess())).isEqualTo(Kind.STALE);
    assertThat(kind(new ManagedObjectNotFound())).isEqualTo(Kind.STALE);
  }

  @Test
  void whatIsBusyMayPassAndWhatIsWrongDoesNot() {
    assertThat(kind(new TaskInProgress())).isEqualTo(Kind.TRANSIENT);
    assertThat(kind(new VmConfigFault())).isEqualTo(Kind.REFUSED);
  }

  private static ManagedObjectReference ref(String type, String id) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(id);
    return ref;
  }

  private static String words(MethodFault fault, String text) {
    return Faults.translate(new VimFault(fault, text)).getMessage();
  }

  @Test
  void whatTheFieldsOfAFaultSayIsSaid() {
    InvalidArgument argument = new InvalidArgument();
    argument.invalidProperty = "configSpec.numCPUs";
    assertThat(words(argument, "A specified parameter was not correct."))
        .isEqualTo(
            "A specified parameter was not correct. (InvalidArgument; invalid property:"
                + " configSpec.numCPUs)");

    NoDiskSpace full = new NoDiskSpace();
    full.file = "[nas1] web/web.vmdk";
    full.datastore = "nas1";
    assertThat(words(full, null))
        .isEqualTo("NoDiskSpace (datastore: nas1; file: [nas1] web/web.vmdk)");

    PlatformConfigFault platform = new PlatformConfigFault();
    platform.text = "vmnic1 is in use";
    assertThat(words(platform, "An error occurred during host configuration."))
        .isEqualTo(
            "An error occurred during host configuration. (PlatformConfigFault; text: vmnic1 is in"
                + " use)");
  }

  @Test
  void whatIsBehindAFaultIsSaid() {
    FileNotFound missing = new FileNotFound();
    missing.file = "[nas1] a.vmdk";
    LocalizedMethodFault cause = new LocalizedMethodFault();
    cause.fault = missing;
    cause.localizedMessage = "File was not found";
    GenericVmConfigFault fault = new GenericVmConfigFault();
    fault.reason = "cannot open the disk";
    fault.faultCause = cause;

    assertThat(words(fault, "Invalid configuration"))
        .isEqualTo(
            "Invalid configuration (GenericVmConfigFault; reason: cannot open the disk), because"
                + " File was not found (FileNotFound; file: [nas1] a.vmdk)");
  }

  @Test
  void anObjectIsNamedByItsPathAndElseByWhatItIs() {
    ManagedObjectReference vm = ref("VirtualMachine", "vm-12");
    NoPermission denied = new NoPermission();
    denied.object = vm;
    denied.privilegeId = "VirtualMachine.Interact.PowerOn";
    VimFault fault = new VimFault(denied, "Permission was denied.");

    assertThat(Faults.translate(fault))
        .hasMessage(
            "the account lacks the privilege VirtualMachine.Interact.PowerOn on a virtual machine"
                + " whose path it may not read");
    ModuleException known = Faults.translate(fault.with(Map.of(vm, "/DC0/vm/ci/web")));
    assertThat(known)
        .hasMessage(
            "the account lacks the privilege VirtualMachine.Interact.PowerOn on `/DC0/vm/ci/web`");
    assertThat(known.denial())
        .contains(
            new Denial(
                Optional.of("VirtualMachine.Interact.PowerOn"), Optional.of("/DC0/vm/ci/web")));

    assertThat(words(new ManagedObjectNotFound(), "The object 'vim.VirtualMachine:vm-12' is gone"))
        .isEqualTo("The object (a virtual machine) is gone (ManagedObjectNotFound)");
    assertThat(
            words(new ManagedObjectNotFound(), "managed object not found: Datastore:datastore-5"))
        .isEqualTo("managed object not found: (a datastore) (ManagedObjectNotFound)");
  }

  @Test
  void aLackThatIsNotNamedIsNotGivenAName() {
    assertThat(Faults.translate(new VimFault(new NoPermission(), "no")))
        .hasMessage("the account has no permission; vCenter did not say which privilege");
  }
}
