package dev.provision.modules.instances.size;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineCloneSpec;
import dev.provision.modules.instances.World;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.newer.TpmCloneSpec;
import dev.provision.vsphere.newer.VirtualTPM;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VmTpmTest {
  private static final Item TEMPLATE =
      new Item(World.ref("VirtualMachine", "vm-1"), Map.of(), Map.of());

  private static VirtualMachineCloneSpec spec(String version, VirtualDevice... devices) {
    return VmTpm.cloneSpec(Protection.read(TEMPLATE, List.of(devices)), new ApiVersion(version));
  }

  @Test
  void aCloneOfATemplateWithAVirtualTpmGetsAnEmptyOneOfItsOwn() {
    for (String version : List.of("8.0.0.1", "8.0.3.0", "9.0.0.0")) {
      assertThat(spec(version, new VirtualTPM()))
          .isInstanceOfSatisfying(
              TpmCloneSpec.class, spec -> assertThat(spec.tpmProvisionPolicy).isEqualTo("replace"));
    }
  }

  @Test
  void nothingIsSaidToAServerThatDoesNotKnowThePolicyAndOfATemplateWithoutOne() {
    assertThat(spec("7.0.3.0", new VirtualTPM()))
        .isExactlyInstanceOf(VirtualMachineCloneSpec.class);
    assertThat(spec("8.0.3.0")).isExactlyInstanceOf(VirtualMachineCloneSpec.class);
  }
}
