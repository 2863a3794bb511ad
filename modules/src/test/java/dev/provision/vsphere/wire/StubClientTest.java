package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StubClientTest {
  @Test
  void handsACallOverWithItsArgumentsInOrder() throws Exception {
    List<Call> calls = new ArrayList<>();
    ManagedObjectReference folder = Calls.object("Folder", "group-v3");

    ManagedObjectReference made =
        StubClient.stub(
                call -> {
                  calls.add(call);
                  return Calls.object("Folder", "group-v4");
                })
            .createFolder(folder, "ci-main");

    Call call = calls.get(0);
    assertThat(made.val).isEqualTo("group-v4");
    assertThat(call.method()).isEqualTo("CreateFolder");
    assertThat(call.self()).isEqualTo(folder);
    assertThat(call.arguments().get(1).getName()).isEqualTo("name");
    assertThat(call.arguments().get(1).getValue()).isEqualTo("ci-main");
    assertThat(call.returnType()).isEqualTo("ManagedObjectReference");
  }

  @Test
  void throwsTheFaultAsItIs() {
    assertThatThrownBy(
            () ->
                StubClient.stub(
                        call -> {
                          throw new VimFault(new DuplicateName(), "exists");
                        })
                    .createFolder(Calls.object("Folder", "group-v3"), "ci-main"))
        .isInstanceOf(VimFault.class)
        .hasMessage("exists");
  }
}
