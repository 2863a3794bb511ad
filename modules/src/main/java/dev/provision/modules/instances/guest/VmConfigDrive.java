package dev.provision.modules.instances.guest;

import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.Draft;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.InstanceSpec.UserDataChange;
import dev.provision.modules.instances.vm.NicMatch;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.modules.instances.vm.VmMedia;
import dev.provision.modules.instances.vm.VmMedia.Drive;
import dev.provision.modules.instances.vm.VmMedia.Slot;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.DeviceEdit;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.IsoDrive;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The config drive of a VM, in a CD-ROM drive of its own: what differs, and the device edits for
 * it; {@link ConfigDriveFiles} uploads the file. A clone is not switched on before it has the disc.
 */
public final class VmConfigDrive implements Part<GuestData, VmConfigDrive.Has> {

  public record Has(VmMedia media, List<NicSeen> nics) {}

  @Override
  public Set<String> properties() {
    return Set.of(Devices.HARDWARE, VmMedia.VMX);
  }

  @Override
  public boolean has(String field) {
    return field.equals(VmField.CONFIG_DRIVE.field());
  }

  @Override
  public List<Problem> problems(GuestData wanted, Seen<Has> seen, Inventory read) {
    return problem(wanted).stream().toList();
  }

  @Override
  public List<Change> changes(GuestData wanted, Has seen, Vm vm) {
    return difference(wanted, seen, vm).stream().toList();
  }

  /** The CD-ROM drive that holds one of our config drives. */
  static Optional<Drive> present(VmMedia media) {
    return media.drives().stream()
        .filter(drive -> ConfigDrive.NAME.matcher(drive.fileName()).matches())
        .findFirst();
  }

  /** Refuses YAML meta-data: a config drive has only JSON. */
  static Optional<Problem> problem(GuestData wanted) {
    boolean yaml =
        wanted.hasConfigDrive()
            && wanted
                .knownMetaData()
                .filter(text -> !text.isBlank() && MetaData.json(text).isEmpty())
                .isPresent();
    return yaml
        ? Optional.of(
            new Problem(
                VmField.META_DATA.field(),
                "a config drive holds meta-data in JSON alone: write `meta_data` in JSON"))
        : Optional.empty();
  }

  /**
   * Warns of name servers that are ignored: cloud-init's netplan renderer ({@code
   * cloudinit/net/netplan.py}) reads them only for a NIC with a static address.
   */
  public static List<String> notes(GuestData wanted) {
    if (!wanted.hasConfigDrive()) {
      return List.of();
    }
    return wanted.nics().stream()
        .filter(nic -> nic.guest().set(false).isEmpty() && nic.guest().set(true).isEmpty())
        .filter(nic -> !nic.guest().dns().isEmpty() || !nic.guest().search().isEmpty())
        .map(
            nic ->
                nic.name()
                    + " asks DHCP, and cloud-init leaves `dns` and `search` of a config drive to"
                    + " DHCP then; give it a fixed_ip with its prefix, or set them in user_data")
        .toList();
  }

  public static Optional<Change> difference(GuestData wanted, Has seen, Vm vm) {
    Optional<Drive> there = present(seen.media());
    String folder = seen.media().folder();
    if (!wanted.hasConfigDrive()) {
      return there
          .filter(drive -> !wanted.leavesDrive() && drive.file().startsWith(folder + "/"))
          .map(drive -> cold(VmField.CONFIG_DRIVE.changes(drive.fileName(), Change.ABSENT), vm));
    }
    if (isUnknowable(wanted, vm)) {
      return there.isPresent()
          ? Optional.empty()
          : Optional.of(
              cold(VmField.CONFIG_DRIVE.changes(Change.ABSENT, Change.KNOWN_AFTER_APPLY), vm));
    }
    Optional<ConfigDrive> disc = disc(wanted, seen.nics(), vm);
    if (disc.isPresent()
        && there
            .filter(drive -> drive.file().equals(disc.get().in(folder)))
            .filter(Drive::startConnected)
            .isPresent()) {
      return Optional.empty();
    }
    Change change =
        VmField.CONFIG_DRIVE.changes(
            there.map(Drive::fileName).orElse(Change.ABSENT),
            disc.map(ConfigDrive::fileName).orElse(Change.KNOWN_AFTER_APPLY));
    Change shown = wanted.userDataIsSecret() ? change.asSensitive() : change;
    return Optional.of(
        there.isEmpty() || vm.power() == Power.SUSPENDED
            ? cold(shown, vm)
            : shown.with(Effect.IN_PLACE, "the guest reads it at its next boot"));
  }

  private static Change cold(Change change, Vm vm) {
    return switch (vm.power()) {
      case OFF -> change;
      case SUSPENDED -> change.with(Effect.NEEDS_POWER_OFF, "it is suspended");
      case ON -> change.with(Effect.NEEDS_POWER_OFF, "a drive comes and goes while it is off");
    };
  }

  /**
   * Whether the disc cannot be computed: guestinfo holds only the digest of the user-data (in a
   * capture, or if it was too large), and the declared user-data is another.
   */
  private static boolean isUnknowable(GuestData wanted, Vm vm) {
    return keepsUserData(wanted, vm)
        && GuestInfo.isDigest(vm.extraConfig(), GuestInfo.USERDATA)
        && VmGuest.userDataDiffers(wanted, vm);
  }

  /** Whether the disc keeps the user-data that the VM was made with, whatever is declared now. */
  private static boolean keepsUserData(GuestData wanted, Vm vm) {
    return wanted.onChange() != UserDataChange.RERUN && !vm.isAdopted();
  }

  /** The disc that the VM should have; empty while its data is deferred. */
  static Optional<ConfigDrive> disc(GuestData wanted, List<NicSeen> nics, Vm vm) {
    boolean kept =
        keepsUserData(wanted, vm) && !GuestInfo.isDigest(vm.extraConfig(), GuestInfo.USERDATA);
    if (!kept && wanted.isUserDataDeferred() || wanted.isMetaDataDeferred()) {
      return Optional.empty();
    }
    return Optional.of(
        ConfigDrive.of(
            wanted,
            VmGuest.instanceId(wanted, wanted.head().uuidOf(vm)),
            wanted.knownMetaData().flatMap(MetaData::json),
            kept ? GuestInfo.decode(vm.extraConfig(), GuestInfo.USERDATA) : wanted.knownUserData(),
            NicMatch.of(wanted.nics(), nics, vm)::mac));
  }

  static boolean isChanged(List<Change> changes) {
    return VmField.CONFIG_DRIVE.isIn(changes);
  }

  /** {@link ConfigDriveFiles} has uploaded the file before. */
  @Override
  public void update(GuestData wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    Optional<Drive> there = present(seen.media());
    Optional<ConfigDrive> disc =
        wanted.hasConfigDrive() ? disc(wanted, seen.nics(), vm) : Optional.empty();
    if (disc.isPresent()) {
      String file = disc.get().in(seen.media().folder());
      if (there.isPresent()) {
        draft.put(DeviceEdit.change(drive(there.get().key(), there.get().slot(), file)));
      } else {
        add(seen.media(), file, draft);
      }
    } else {
      there.ifPresent(
          drive -> draft.put(DeviceEdit.remove(drive(drive.key(), drive.slot(), drive.file()))));
    }
  }

  /**
   * The edits that take our disc out of a released VM. A drive can be removed only while the VM is
   * off, so a running VM keeps it, empty as after an eject (a client device that is not connected,
   * {@code VirtualCdromRemotePassthroughBackingInfo}).
   */
  public static List<VirtualDeviceConfigSpec> takenOut(VmMedia media, Power power) {
    Optional<Drive> ours =
        present(media).filter(drive -> drive.file().startsWith(media.folder() + "/"));
    if (ours.isEmpty()) {
      return List.of();
    }
    Drive drive = ours.get();
    return List.of(
        power == Power.OFF
            ? DeviceEdit.remove(drive(drive.key(), drive.slot(), drive.file()))
            : DeviceEdit.change(
                IsoDrive.empty(drive.key(), drive.slot().controllerKey(), drive.slot().unit())));
  }

  private static void add(VmMedia media, String file, Draft draft) {
    Optional<Slot> free = media.free();
    if (free.isEmpty()) {
      int controller = draft.newKey();
      draft.put(DiskAdapter.SATA.added(controller, 0));
      free = Optional.of(new Slot(controller, 0));
    }
    draft.put(DeviceEdit.add(drive(draft.newKey(), free.get(), file)));
  }

  private static VirtualCdrom drive(int key, Slot slot, String file) {
    return IsoDrive.of(key, slot.controllerKey(), slot.unit(), file, true);
  }
}
