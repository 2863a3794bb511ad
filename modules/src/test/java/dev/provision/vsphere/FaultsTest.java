package dev.provision.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.TaskInProgress;
import com.vmware.vim25.VmConfigFault;
import dev.provision.spi.ModuleException.Kind;
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
}
