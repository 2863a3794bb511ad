package dev.provision.modules.instances;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.TaskInfo;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.make.VmMarks;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstanceLookupTest {
  private static final String PATH = "/DC0/vm/ci/web-1";
  private static final String OTHER_UUID = "50000000-0000-0000-0000-000000000001";

  private final Playbook playbook = new Playbook().nic("eth0");
  private final Item vm = Machines.made(playbook);

  private Observation<InstanceState> observe(World world) {
    return new InstanceKind().observe(Machines.WEB, playbook.desired(), world);
  }

  private static List<Owned<InstanceState>> owned(World world) {
    return new InstanceKind().owned(Machines.CI, world).toList();
  }

  @Test
  void findsWhatIsOursByItsUuidWhereverItStands() {
    Item moved = World.with(World.with(vm, "parent", World.ROOT), "name", "x");
    assertThat(observe(new World(moved)))
        .isEqualTo(
            new Observation.Present<>(
                InstanceState.read(moved, new World(moved)), "/x", Ownership.OWNED));
  }

  @Test
  void whatIsNotThereIsAbsent() {
    assertThat(observe(new World())).isEqualTo(new Observation.Absent<InstanceState>());
  }

  @Test
  void somebodyElsesVmAtThePathIsForeign() {
    Item foreign =
        World.with(
            World.with(vm, Vm.UUID, OTHER_UUID), "config.extraConfig", Marks.options(Map.of()));
    assertThat(observe(new World(foreign)))
        .isEqualTo(
            new Observation.Foreign<>(InstanceState.read(foreign, new World(foreign)), PATH));
  }

  @Test
  void aCopyMadeByHandIsSuspectAndNeverTakenForOurs() {
    Item copy =
        new Item(
            World.ref("VirtualMachine", "vm-copy"),
            new HashMap<>(
                World.with(World.with(vm, Vm.UUID, OTHER_UUID), "name", "copy").properties()),
            Map.of());
    World world = new World(vm, copy);
    assertThat(observe(world)).isInstanceOf(Observation.Present.class);
    assertThat(owned(world))
        .extracting(Owned::path, Owned::suspect)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(PATH, ""),
            org.assertj.core.groups.Tuple.tuple(
                "/DC0/vm/ci/copy",
                "possible copy of instance.web-1 made by hand: its instanceUuid is not the one its"
                    + " mark names"));
  }

  @Test
  void oneAtOurPathWithOurMarksAndNoOriginalWasRestoredAndIsOurs() {
    Item restored = World.with(vm, Vm.UUID, OTHER_UUID);
    assertThat(observe(new World(restored)))
        .isEqualTo(
            new Observation.Present<>(
                InstanceState.read(restored, new World(restored)), PATH, Ownership.OWNED));
  }

  @Test
  void oneElsewhereWithOurMarksAndNoOriginalIsACopyAndNotTaken() {
    Item copy = World.with(World.with(vm, Vm.UUID, OTHER_UUID), "name", "copy");
    assertThat(observe(new World(copy))).isEqualTo(new Observation.Absent<InstanceState>());
  }

  @Test
  void twoVmsThatAreOursAreAmbiguous() {
    Item second =
        new Item(
            World.ref("VirtualMachine", "vm-2"),
            World.with(vm, "name", "web-1b").properties(),
            Map.of());
    assertThat(observe(new World(vm, second)))
        .isEqualTo(new Observation.Ambiguous<InstanceState>(List.of(PATH, "/DC0/vm/ci/web-1b")));
  }

  @Test
  void aVmOfOursWithoutConfigIsUnreadableAndNeverAbsent() {
    Item broken =
        new Item(
            vm.ref(),
            Map.of(
                "name", "web-1", "parent", World.FOLDER, Vm.UUID, playbook.desired().head().uuid()),
            Map.of());
    assertThat(observe(new World(broken)))
        .isEqualTo(
            new Observation.Unreadable<InstanceState>(
                PATH,
                "vCenter shows no config of it: it is inaccessible, orphaned or still being made;"
                    + " it is not made again while it is there: make it readable, or take it out of"
                    + " the inventory"));
    assertThat(owned(new World(broken)))
        .extracting(Owned::address, Owned::suspect, Owned::stay)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Machines.WEB,
                "",
                Optional.of(
                    Owned.Stay.unread(
                        "vCenter shows no config of it: it is inaccessible, orphaned or still being"
                            + " made"))));
  }

  @Test
  void aVmAtThePathThatATaskIsMakingIsInProgress() {
    Item half = new Item(vm.ref(), Map.of("name", "web-1", "parent", World.FOLDER), Map.of());
    TaskInfo clone = new TaskInfo();
    clone.setEntity(Machines.TEMPLATE);
    clone.setDescriptionId("VirtualMachine.clone");
    assertThat(observe(new World(half).running(clone)))
        .isEqualTo(new Observation.InProgress<InstanceState>("VirtualMachine.clone"));
  }

  @Test
  void anAdoptedVmIsFoundByItsMark() {
    Item adopted = World.with(vm, Vm.UUID, OTHER_UUID);
    InstanceState state = Machines.state(adopted);
    adopted =
        World.with(
            adopted,
            "config.extraConfig",
            Marks.options(VmMarks.forAdoption(playbook.desired(), state, "run2")));
    assertThat(observe(new World(adopted)))
        .isInstanceOfSatisfying(
            Observation.Present.class,
            present -> assertThat(present.ownership()).isEqualTo(Ownership.ADOPTED));
    assertThat(owned(new World(adopted)).get(0).adopted()).isTrue();
  }

  @Test
  void whatWasCalledOtherwiseKeepsItsUuidAndIsFoundAgainAfterItsMarkIsNew() {
    playbook.common =
        new Common(
            false, List.of(), Set.of(), false, false, Optional.of("front"), Optional.empty());
    Address front = new Address("instance", "front");
    Item old = World.with(vm, Vm.UUID, Identity.instanceUuid(Machines.CI, front));
    old = Machines.withMark(old, Marks.UUID, Identity.instanceUuid(Machines.CI, front));
    Item before =
        World.with(Machines.withMark(old, Marks.ADDRESS, "instance.front"), "name", "front");
    assertThat(observe(new World(before))).isInstanceOf(Observation.Present.class);
    assertThat(new InstanceKind().diff(playbook.desired(), Machines.state(before)))
        .extracting(change -> change.field())
        .containsExactly("meta_data", "name", "marks");
    assertThat(observe(new World(old))).isInstanceOf(Observation.Present.class);
  }

  @Test
  void anotherEnvironmentsVmsAreNotOurs() {
    assertThat(new InstanceKind().owned(new EnvironmentId("", "other"), new World(vm))).isEmpty();
  }
}
