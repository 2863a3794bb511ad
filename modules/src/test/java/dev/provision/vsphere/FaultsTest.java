package dev.provision.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.TaskInProgress;
import com.vmware.vim25.VmConfigFault;
import dev.provision.spi.ModuleException.Kind;
import org.junit.jupiter.api.Test;

class FaultsTest {
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
