package dev.provision.modules.instances.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.CustomizationEvent;
import com.vmware.vim25.CustomizationNetworkSetupFailed;
import com.vmware.vim25.CustomizationStartedEvent;
import com.vmware.vim25.CustomizationSucceeded;
import dev.provision.modules.instances.Customizing;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.World;
import dev.provision.modules.instances.guest.GuestSetup.State;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.WaitForSpec;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Readiness;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.NewerProperties;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuestSetupTest {
  private final Playbook playbook = new Playbook().nic("eth0");
  private final InstanceKind kind = new InstanceKind();

  GuestSetupTest() {
    playbook.customization = Optional.of(Customizing.linux().made());
  }

  private Item made() {
    return Machines.made(playbook);
  }

  private Item says(String status) {
    return World.with(made(), NewerProperties.CUSTOMIZATION, "TOOLSDEPLOYPKG_" + status);
  }

  private static Item tells(Item vm, CustomizationEvent event) {
    event.setFullFormattedMessage("no such disk");
    event.setLogLocation("/tmp/guest.log");
    return World.with(vm, AddedProperties.CUSTOMIZATION_EVENT, event);
  }

  private Readiness ready(Item vm) {
    return kind.ready(playbook.desired(), Machines.state(vm), Set.of());
  }

  @Test
  void aVmThatRunsIsReadyOnceItsGuestIsCustomized() {
    Item waiting = World.with(made(), AddedProperties.PENDING_CUSTOMIZATION, "imcf-1");

    assertThat(ready(waiting))
        .isEqualTo(
            new Readiness.NotYet("its guest is not customized yet: VMware Tools have not begun"));
    assertThat(ready(says("PENDING"))).isEqualTo(ready(waiting));
    assertThat(ready(says("RUNNING")))
        .isEqualTo(new Readiness.NotYet("its guest is being customized"));
    assertThat(ready(tells(made(), new CustomizationStartedEvent())))
        .isEqualTo(ready(says("RUNNING")));
    assertThat(ready(says("SUCCEEDED"))).isEqualTo(Readiness.ready());
    assertThat(ready(tells(made(), new CustomizationSucceeded()))).isEqualTo(Readiness.ready());
    assertThat(ready(made())).isEqualTo(Readiness.ready());
  }

  @Test
  void oneThatIsOffIsNotWaitedForAndThePlanSaysSo() {
    playbook.power = Power.OFF;
    Item waiting = World.with(made(), AddedProperties.PENDING_CUSTOMIZATION, "imcf-1");

    assertThat(ready(waiting)).isEqualTo(Readiness.ready());
    InstanceState vm = Machines.state(waiting);
    assertThat(VmCustomization.note(playbook.desired().guest(), vm.condition().setup(), vm.vm()))
        .contains("its guest is customized when it is switched on first");
  }

  @Test
  void aSetupThatIsNoLongerDeclaredIsNotWaitedFor() {
    Item running = says("RUNNING");
    playbook.customization = Optional.empty();

    assertThat(ready(running)).isEqualTo(Readiness.ready());
  }

  @Test
  void aFailureIsAChangeThatOnlyANewVmHas() {
    Item failed =
        World.with(says("FAILED"), NewerProperties.CUSTOMIZATION_ERROR, "NicSettingMismatch");

    assertThat(kind.diff(playbook.desired(), Machines.state(failed)))
        .containsExactly(
            new Change(
                "customization",
                "failed: NicSettingMismatch; its log in the guest is"
                    + " /var/log/vmware-imc/toolsDeployPkg.log",
                "done",
                Effect.REPLACES,
                false,
                "a guest is customized while its VM is made"));
    assertThat(ready(failed)).isEqualTo(Readiness.ready());
  }

  @Test
  void anOlderServerTellsAFailureInItsEvents() {
    GuestSetup setup = GuestSetup.read(tells(made(), new CustomizationNetworkSetupFailed()));

    assertThat(setup).isEqualTo(new GuestSetup(State.FAILED, "no such disk", "/tmp/guest.log"));
    assertThat(setup.failure(true))
        .isEqualTo("failed: no such disk; its log in the guest is /tmp/guest.log");
    assertThat(new GuestSetup(State.FAILED, "", "").failure(true))
        .isEqualTo("failed; its log in the guest is C:\\Windows\\Temp\\vmware-imc\\guestcust.log");
  }

  @Test
  void aVmThatWasMadeWithoutIsNotAskedAbout() {
    playbook.customization = Optional.empty();

    assertThat(GuestSetup.read(tells(says("FAILED"), new CustomizationStartedEvent())))
        .isEqualTo(new GuestSetup(State.UNKNOWN, "", ""));
  }

  @Test
  void windowsMayTakeLongerUnlessThePlaybookSays() {
    assertThat(kind.readyWithin(playbook.desired())).contains(Duration.ofMinutes(10));
    playbook.customization = Optional.of(Customizing.windows("110").made());
    assertThat(kind.readyWithin(playbook.desired())).contains(Duration.ofMinutes(30));
    playbook.waitFor =
        new WaitForSpec(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(5)));
    assertThat(kind.readyWithin(playbook.desired())).contains(Duration.ofSeconds(5));
    playbook.waitFor = WaitForSpec.NONE;
    playbook.customization = Optional.empty();
    assertThat(kind.readyWithin(playbook.desired())).isEmpty();
  }
}
