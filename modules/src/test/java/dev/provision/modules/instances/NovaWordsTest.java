package dev.provision.modules.instances;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualMachineConnectionState;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.vsphere.inventory.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NovaWordsTest {
  private static Item vm(Power power) {
    Machines.Playbook playbook = new Machines.Playbook().nic("eth0");
    playbook.power = power;
    return Machines.made(playbook);
  }

  private static String words(Item vm, World world) {
    Map<String, Object> attributes = NovaWords.attributes(InstanceState.read(vm, world));
    return Stream.of("status", "task_state", "power_state")
        .map(attributes::get)
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private static TaskInfo task(Item on, String description) {
    TaskInfo task = new TaskInfo();
    task.setEntity(on.ref());
    task.setDescriptionId(description);
    return task;
  }

  @ParameterizedTest(name = "{1} of one that is {0}: {2}")
  @CsvSource({
    "ON, VirtualMachine.powerOff, ACTIVE powering-off Running",
    "ON, VirtualMachine.powerOffVM, ACTIVE powering-off Running",
    "OFF, VirtualMachine.powerOn, SHUTOFF powering-on Shutdown",
    "SUSPENDED, VirtualMachine.powerOn, SUSPENDED resuming Suspended",
    "ON, VirtualMachine.suspend, ACTIVE suspending Running",
    "ON, VirtualMachine.reset, HARD_REBOOT rebooting_hard Running",
    "ON, VirtualMachine.createSnapshot, ACTIVE image_snapshot Running",
    "ON, VirtualMachine.createSnapshotEx, ACTIVE image_snapshot Running",
    "ON, VirtualMachine.revertToCurrentSnapshot, REBUILD rebuilding Running",
    "OFF, VirtualMachine.reconfigure, RESIZE resize_prep Shutdown",
    "OFF, VirtualMachine.reconfigVM, RESIZE resize_prep Shutdown",
    "ON, VirtualMachine.migrate, MIGRATING migrating Running",
    "ON, VirtualMachine.relocateVM, MIGRATING migrating Running",
    "OFF, VirtualMachine.relocate, RESIZE resize_migrating Shutdown",
    "OFF, ManagedEntity.destroy, SHUTOFF deleting Shutdown",
    "ON, VirtualMachine.removeSnapshot, ACTIVE - Running",
    "ON, VirtualMachine.clone, ACTIVE - Running",
  })
  void aRunningTaskIsToldInNovasWord(Power power, String description, String expected) {
    Item vm = vm(power);

    assertThat(words(vm, new World(vm).running(task(vm, description)))).isEqualTo(expected);
  }

  @Test
  void aTaskThatHasNoDescriptionIsKnownByItsName() {
    Item vm = vm(Power.ON);
    TaskInfo task = task(vm, null);
    task.setName("PowerOffVM_Task");

    assertThat(words(vm, new World(vm).running(task))).isEqualTo("ACTIVE powering-off Running");
  }

  @Test
  void aTaskOnAnotherVmIsNoneOfIts() {
    Item vm = vm(Power.ON);
    TaskInfo task = task(Machines.template(), "VirtualMachine.powerOff");

    assertThat(words(vm, new World(vm).running(task))).isEqualTo("ACTIVE - Running");
  }

  @Test
  void oneThatIsStillBeingClonedIsBuilt() {
    Item made = vm(Power.OFF);
    Map<String, Object> properties = new HashMap<>(made.properties());
    properties.keySet().removeIf(path -> path.startsWith("config."));
    Item vm = new Item(made.ref(), properties, Map.of());
    TaskInfo task = task(Machines.template(), "VirtualMachine.clone");
    task.setResult(vm.ref());

    assertThat(words(vm, new World(vm).running(task))).isEqualTo("BUILD spawning NOSTATE");
    assertThat(words(vm, new World(vm))).isEqualTo("ERROR - NOSTATE");
  }

  @Test
  void whatVcenterLostIsAnErrorAndWhatItCannotReachHasNoPowerState() {
    Item vm = vm(Power.ON);

    assertThat(
            Stream.of(VirtualMachineConnectionState.values())
                .map(state -> World.with(vm, "runtime.connectionState", state))
                .map(each -> words(each, new World(each)))
                .toList())
        .isEqualTo(
            List.of(
                "ACTIVE - Running",
                "ACTIVE - NOSTATE",
                "ERROR - NOSTATE",
                "ERROR - NOSTATE",
                "ERROR - NOSTATE"));
  }
}
