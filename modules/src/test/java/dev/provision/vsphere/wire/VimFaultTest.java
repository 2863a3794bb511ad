package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.LocalizableMessage;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.VmConfigFault;
import org.junit.jupiter.api.Test;

class VimFaultTest {
  @Test
  void takesTheServersTextOfATasksError() {
    LocalizedMethodFault error = new LocalizedMethodFault();
    error.fault = new DuplicateName();
    error.localizedMessage = "The name 'web-1' already exists.";

    VimFault fault = VimFault.of(error);

    assertThat(fault).hasMessage("The name 'web-1' already exists.");
    assertThat(fault.is(DuplicateName.class)).isTrue();
    assertThat(fault.is(VmConfigFault.class)).isFalse();
  }

  @Test
  void takesTheFirstMessageOfTheFaultWhereThereIsNoText() {
    LocalizableMessage message = new LocalizableMessage();
    message.message = "Device 'bootstrap' is not supported.";
    LocalizedMethodFault error = new LocalizedMethodFault();
    error.fault = new VmConfigFault();
    error.fault.faultMessage = new LocalizableMessage[] {message};
    error.localizedMessage = "";

    assertThat(VimFault.of(error)).hasMessage("Device 'bootstrap' is not supported.");
  }

  @Test
  void takesTheNameOfTheFaultWhereNothingIsSaid() {
    LocalizedMethodFault error = new LocalizedMethodFault();
    error.fault = new DuplicateName();

    assertThat(VimFault.of(error)).hasMessage("DuplicateName");
    assertThat(VimFault.of(new LocalizedMethodFault()).fault())
        .isExactlyInstanceOf(MethodFault.class);
  }
}
