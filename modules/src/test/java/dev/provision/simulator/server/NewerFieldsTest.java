package dev.provision.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineBootOptions;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.ws.Argument;
import dev.provision.simulator.world.SimTime;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.simulator.world.WorldSettings;
import dev.provision.vsphere.soap.WireType;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewerFieldsTest {
  /** A type that newer servers have. */
  @WireType(name = "VirtualNewDevice", since = "7.0")
  public static final class NewDevice extends VirtualDevice {}

  /** A field that newer servers have. */
  @WireType(name = "VirtualMachineBootOptions", since = "7.0")
  public static final class MoreBootOptions extends VirtualMachineBootOptions {
    public Boolean newly;
  }

  /** As it comes to a simulator; nobody else looks at these types, which are none of the API's. */
  private static void reconfigure(String version, VirtualMachineConfigSpec spec) throws Exception {
    World world =
        new World(SimTime.jumping(0), 1, WorldSettings.DEFAULT.with(new ApiVersion(version)));
    NewerFields.refuse(
        world,
        new Call(
            "ReconfigVM_Task",
            List.of(
                new Argument("_this", "ManagedObjectReference", Values.ref("VirtualMachine", "vm")),
                new Argument("spec", "VirtualMachineConfigSpec", spec)),
            "ManagedObjectReference"));
  }

  private static VirtualMachineConfigSpec boot(Boolean newly) {
    MoreBootOptions options = new MoreBootOptions();
    options.newly = newly;
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.bootOptions = options;
    return spec;
  }

  private static VirtualMachineConfigSpec device() {
    VirtualDeviceConfigSpec edit = new VirtualDeviceConfigSpec();
    edit.device = new NewDevice();
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.deviceChange = new VirtualDeviceConfigSpec[] {edit};
    return spec;
  }

  private static void assertRefused(VirtualMachineConfigSpec spec, String why) {
    assertThatThrownBy(() -> reconfigure("6.7", spec))
        .isInstanceOfSatisfying(
            VimFault.class, fault -> assertThat(fault.is(InvalidRequest.class)).isTrue())
        .hasMessage(why);
  }

  @Test
  void aFieldThatIsNewerThanTheAnnouncedVersionIsRefused() throws Exception {
    assertRefused(boot(true), "API 6.7 has no field `newly`, which came with 7.0");
    reconfigure("6.7", boot(null));
    reconfigure("7.0", boot(true));
  }

  @Test
  void aTypeThatIsNewerThanTheAnnouncedVersionIsRefused() {
    assertRefused(device(), "API 6.7 has no type `VirtualNewDevice`, which came with 7.0");
  }
}
