package dev.provision.modules.instances;

import dev.provision.modules.instances.disks.VolumeDisks;
import dev.provision.modules.instances.guest.GuestInfoLimits;
import dev.provision.modules.instances.guest.VmConfigDrive;
import dev.provision.modules.instances.guest.VmCustomization;
import dev.provision.modules.instances.guest.VmGuest;
import dev.provision.modules.instances.make.CloneSource;
import dev.provision.modules.instances.make.FullClone;
import dev.provision.modules.instances.make.Migrations;
import dev.provision.modules.instances.make.VmPromotion;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.parts.VmImage;
import dev.provision.modules.instances.vm.InstanceSpec.OnImageChange;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.InstanceSpec.UserDataChange;
import dev.provision.modules.instances.vm.NicMatch;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.modules.instances.vm.VmRescue;
import dev.provision.modules.instances.vm.VolumeBoot;
import dev.provision.spi.Effect;
import dev.provision.spi.Observation;
import dev.provision.spi.schema.Value;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The notes that a plan prints about a VM beside its changes. */
public final class VmNotes {
  private VmNotes() {}

  public static List<String> of(InstanceDesired desired, Observation<InstanceState> seen) {
    if (seen instanceof Observation.Absent<InstanceState>) {
      if (desired.head().adopts()) {
        return List.of(); // it is not made
      }
      List<String> notes = new ArrayList<>();
      FullClone.of(desired)
          .map(full -> "full clone: " + full.why())
          .or(() -> VolumeBoot.note(desired.madeOf(), desired.volumes(), desired.sizing()))
          .or(() -> CloneSource.note(desired))
          .ifPresent(notes::add);
      notes.addAll(VmConfigDrive.notes(desired.guest()));
      notes.addAll(GuestInfoLimits.notes(desired.guest()));
      return notes;
    }
    return seen instanceof Observation.Present<InstanceState> present
        ? of(desired, present.state())
        : List.of();
  }

  private static List<String> of(InstanceDesired desired, InstanceState vm) {
    List<String> notes = new ArrayList<>();
    if (desired.madeOf().onChange() == OnImageChange.REPORT
        && VmImage.differs(desired.image().version(), vm.vm())) {
      notes.add(
          "image `"
              + desired.image().image()
              + "` is "
              + desired.image().version()
              + " now, it was made from "
              + vm.mark(Marks.IMAGE)
              + "; on_image_change is report: --replace "
              + desired.address()
              + " makes it of the new one");
    }
    notes.addAll(vm.condition().others().notes());
    notes.addAll(Migrations.notes(desired, vm));
    VmPromotion.note(desired, vm).ifPresent(notes::add);
    VmRescue.of(vm.vm())
        .map(
            rescue ->
                "it is in rescue mode with image `"
                    + rescue.image()
                    + "`; `provision rescue` with --end ends that")
        .ifPresent(notes::add);
    boolean known =
        desired.spec().userData().map(Value::ifKnown).map(v -> v.isPresent()).orElse(true);
    if (desired.guest().onChange() == UserDataChange.IGNORE
        && known
        && VmGuest.userDataDiffers(desired.guest(), vm.vm())) {
      notes.add("user_data is not what it was made with; user_data_change is ignore");
    }
    if (desired.guest().onChange() == UserDataChange.REPLACE && !known) {
      notes.add(
          "user_data is known after apply; if it is another one then, plan again replaces it");
    }
    guest(desired, vm).ifPresent(notes::add);
    VmCustomization.note(desired.guest(), vm.condition().setup(), vm.vm()).ifPresent(notes::add);
    boolean none = desired.head().adopts() && desired.nics().isEmpty();
    for (NicSeen nic :
        none ? List.<NicSeen>of() : NicMatch.of(desired.nics(), vm.nics(), vm.vm()).unowned()) {
      notes.add(
          "a NIC that is not declared is left alone: "
              + nic.mac()
              + " on `"
              + nic.networkName()
              + "`");
    }
    for (Disk disk : vm.disks().foreign()) {
      if (!VolumeDisks.isOurs(disk, desired.head().environment(), desired.volumes(), vm.disks())) {
        notes.add("a disk that is not its own is left alone: " + disk.slot() + " " + disk.file());
      }
    }
    return notes;
  }

  /** Warns that the guest reads its new data only when it boots, and that nothing boots it. */
  private static Optional<String> guest(InstanceDesired desired, InstanceState vm) {
    boolean stays = vm.power() == Power.ON && desired.power().orElse(Power.ON) == Power.ON;
    if (!stays) {
      return Optional.empty();
    }
    String reboot = ", and nothing here boots it: `provision reboot` does";
    if (desired.guest().onChange() == UserDataChange.RERUN
        && VmGuest.userDataDiffers(desired.guest(), vm.vm())) {
      return Optional.of("cloud-init runs again with this user_data at the next boot" + reboot);
    }
    return VmConfigDrive.difference(desired.guest(), vm.configDrive(), vm.vm())
        .filter(change -> change.effect() == Effect.IN_PLACE)
        .map(change -> "the guest reads the new config drive at its next boot" + reboot);
  }
}
