package dev.provision.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.InvalidPowerState;
import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.ObjectUpdateKind;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.PropertyChange;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.TaskReasonUser;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.UserSession;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RecordedAnswersTest {
  @Test
  void readsTheServiceContent() throws Exception {
    ServiceContent content =
        (ServiceContent) Envelopes.recorded("RetrieveServiceContent", "ServiceContent");

    assertThat(content.propertyCollector.type).isEqualTo("PropertyCollector");
    assertThat(content.propertyCollector.val).isEqualTo("propertyCollector");
    assertThat(content.about.apiType).isEqualTo("VirtualCenter");
  }

  @Test
  void readsALogin() throws Exception {
    UserSession session = (UserSession) Envelopes.recorded("Login", "UserSession");

    assertThat(session.userName).isEqualTo("user");
    assertThat(session.loginTime.getTimeInMillis()).isPositive();
  }

  @Test
  void readsAReferenceAndATime() throws Exception {
    ManagedObjectReference view =
        (ManagedObjectReference)
            Envelopes.recorded("CreateContainerView", "ManagedObjectReference");
    Calendar now = (Calendar) Envelopes.recorded("CurrentTime", "Calendar");

    assertThat(view.type).isEqualTo("ContainerView");
    assertThat(now.get(Calendar.YEAR)).isEqualTo(2026);
  }

  @Test
  void readsAVirtualMachineWithItsDevices() throws Exception {
    RetrieveResult result =
        (RetrieveResult) Envelopes.recorded("RetrievePropertiesEx-VM", "RetrieveResult");

    VirtualMachineConfigInfo config = property(result, "config", VirtualMachineConfigInfo.class);
    VirtualDevice[] devices = property(result, "config.hardware.device", VirtualDevice[].class);
    VirtualMachineRuntimeInfo runtime =
        property(result, "runtime", VirtualMachineRuntimeInfo.class);
    assertThat(property(result, "name", String.class)).isEqualTo("DC0_H0_VM0");
    assertThat(property(result, "parent", ManagedObjectReference.class).type).isEqualTo("Folder");
    assertThat(property(result, "network", ManagedObjectReference[].class)).hasSize(1);
    assertThat(config.hardware.memoryMB).isEqualTo(32);
    assertThat(config.hardware.device).hasSameSizeAs(devices);
    assertThat(devices).hasAtLeastOneElementOfType(ParaVirtualSCSIController.class);
    assertThat(devices).hasAtLeastOneElementOfType(VirtualCdrom.class);
    assertThat(runtime.powerState).isEqualTo(VirtualMachinePowerState.poweredOn);
    VirtualDisk disk =
        (VirtualDisk)
            Arrays.stream(devices).filter(VirtualDisk.class::isInstance).findFirst().orElseThrow();
    assertThat(disk.backing).isInstanceOf(VirtualDiskFlatVer2BackingInfo.class);
    assertThat(((VirtualDiskFlatVer2BackingInfo) disk.backing).thinProvisioned).isTrue();
    assertThat(disk.capacityInKB).isEqualTo(10_485_760);
  }

  @Test
  void readsAHost() throws Exception {
    RetrieveResult result =
        (RetrieveResult) Envelopes.recorded("RetrievePropertiesEx-Host", "RetrieveResult");

    HostListSummary summary = property(result, "summary", HostListSummary.class);
    assertThat(summary.hardware.memorySize).isPositive();
    assertThat(summary.host.type).isEqualTo("HostSystem");
  }

  @Test
  void readsAPropertyThatIsMissing() throws Exception {
    RetrieveResult result =
        (RetrieveResult) Envelopes.recorded("fault-InvalidProperty", "RetrieveResult");

    assertThat(result.objects[0].missingSet[0].fault.fault)
        .isInstanceOfSatisfying(
            InvalidProperty.class, fault -> assertThat(fault.name).isEqualTo("nosuch"));
  }

  @Test
  void readsATaskThatFailed() throws Exception {
    UpdateSet updates = (UpdateSet) Envelopes.recorded("WaitForUpdatesEx", "UpdateSet");

    ObjectUpdate update = updates.filterSet[0].objectSet[0];
    PropertyChange change = update.changeSet[0];
    TaskInfo info = (TaskInfo) change.val;
    assertThat(update.kind).isEqualTo(ObjectUpdateKind.enter);
    assertThat(change.name).isEqualTo("info");
    assertThat(info.state).isEqualTo(TaskInfoState.error);
    assertThat(info.reason).isInstanceOf(TaskReasonUser.class);
    assertThat(info.error.fault)
        .isInstanceOfSatisfying(
            InvalidPowerState.class,
            fault -> assertThat(fault.existingState).isEqualTo(VirtualMachinePowerState.poweredOn));
  }

  @Test
  void readsFaultsWithTheirDetail() throws Exception {
    Reply.Fault gone = Envelopes.recordedFault("fault-ManagedObjectNotFound");

    assertThat(gone.text()).isEqualTo("managed object not found: VirtualMachine:vm-none");
    assertThat(gone.detail())
        .isInstanceOfSatisfying(
            ManagedObjectNotFound.class, fault -> assertThat(fault.obj.val).isEqualTo("vm-none"));
    assertThat(Envelopes.recordedFault("fault-InvalidLogin").detail())
        .isInstanceOf(InvalidLogin.class);
    assertThat(Envelopes.recordedFault("fault-NoSuchMethod").detail())
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void namesTheFaultWhereTheServerSaysNothing() throws Exception {
    Reply.Fault fault = Envelopes.recordedFault("fault-NotAuthenticated");

    assertThat(fault.text()).isEqualTo("NotAuthenticated");
    assertThat(fault.detail())
        .isInstanceOfSatisfying(
            NotAuthenticated.class,
            detail -> {
              assertThat(detail.privilegeId).isEqualTo("System.View");
              assertThat(detail.object.type).isEqualTo("VirtualMachine");
            });
  }

  @Test
  void readsForManyThreadsAtOnce() throws Exception {
    WireTypes types = new WireTypes();
    ResponseReader reader = new ResponseReader(types);
    byte[] answer = Envelopes.text("RetrievePropertiesEx-VM").getBytes(StandardCharsets.UTF_8);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      replies.add(threads.submit(() -> reader.read(answer, "RetrieveResult")));
    }

    for (Future<Reply> reply : replies) {
      RetrieveResult result = (RetrieveResult) ((Reply.Result) reply.get()).value();
      assertThat(property(result, "config.hardware.device", VirtualDevice[].class)).hasSize(13);
    }
    threads.shutdown();
  }

  private static <T> T property(RetrieveResult result, String name, Class<T> type) {
    return Arrays.stream(result.objects[0].propSet)
        .filter(property -> property.name.equals(name))
        .map(property -> type.cast(property.val))
        .findFirst()
        .orElseThrow();
  }
}
