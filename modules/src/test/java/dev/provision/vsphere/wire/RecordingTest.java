package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.ws.Argument;
import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private final AtomicLong clock = new AtomicLong();
  private final List<String> trace = new ArrayList<>();

  @Test
  void countsCallsByMethod() throws Exception {
    Recording recording = recording(call -> null);

    recording.call(Calls.call("PowerOnVM_Task", "VirtualMachine", "vm-1"));
    recording.call(Calls.call("PowerOnVM_Task", "VirtualMachine", "vm-2"));
    recording.call(Calls.call("CurrentTime", "ServiceInstance", "ServiceInstance"));

    assertThat(recording.counts())
        .containsExactly(entry("CurrentTime", 1L), entry("PowerOnVM_Task", 2L));
  }

  @Test
  void tracesOneLineForACallWithoutArgumentsOrTexts() {
    Recording recording =
        recording(
            call -> {
              clock.addAndGet(12_000_000);
              switch (call.method()) {
                case "Login":
                  throw new VimFault(new InvalidLogin(), "the password canary is wrong");
                case "CloneVM_Task":
                  throw new TransportFailure(Layer.HTTP, "cut off", true, null);
                default:
                  return "canary";
              }
            });

    catchThrowable(
        () ->
            recording.call(
                new Call(
                    "Login",
                    List.of(
                        new Argument(
                            "_this",
                            "ManagedObjectReference",
                            Calls.object("SessionManager", "SessionManager")),
                        new Argument("password", "String", "canary")),
                    "UserSession")));
    catchThrowable(() -> recording.call(Calls.call("CloneVM_Task", "VirtualMachine", "vm-1")));
    catchThrowable(
        () -> recording.call(Calls.call("DestroyView", "ListView", "session[canary]52b1")));

    assertThat(trace)
        .containsExactly(
            "Login SessionManager:SessionManager 12 ms InvalidLogin",
            "CloneVM_Task VirtualMachine:vm-1 12 ms HTTP failed, maybe sent",
            "DestroyView ListView:session[…]52b1 12 ms ok");
    assertThat(recording.counts()).containsEntry("Login", 1L);
  }

  private Recording recording(Vim25 next) {
    return new Recording(next, clock::get, trace::add);
  }
}
