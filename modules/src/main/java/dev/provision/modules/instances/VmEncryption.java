package dev.provision.modules.instances;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.InstanceSpec.CloneMode;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.KeyMaking;
import dev.provision.vsphere.kind.KeyProviders;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.newer.CryptoKeyId;
import dev.provision.vsphere.newer.CryptoSpecEncrypt;
import dev.provision.vsphere.newer.EncryptingConfigSpec;
import dev.provision.vsphere.newer.EncryptingDeviceSpec;
import dev.provision.vsphere.newer.VirtualDeviceConfigSpecBackingSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The encryption of a VM's home and of each of its own disks, from {@code encrypted: true}: one new
 * key of the default key provider for all of them, given with the storage policy, which has to be
 * one of encryption. Volumes keep what they have. It is read back by the keys alone.
 */
final class VmEncryption {
  static final String FIELD = "encrypted";

  private VmEncryption() {}

  static boolean isWanted(InstanceDesired desired) {
    return desired.spec().encrypted();
  }

  static Optional<Problem> problem(InstanceDesired desired, Inventory read) {
    if (!isWanted(desired)) {
      return Optional.empty();
    }
    if (desired.spec().cloneMode().filter(CloneMode.LINKED::equals).isPresent()) {
      return Optional.of(
          new Problem(
              "clone",
              "a linked clone shares its image's plain disk and cannot be encrypted; leave it"
                  + " out"));
    }
    if (VmPolicy.wanted(desired).isEmpty()) {
      return Optional.of(
          new Problem(
              FIELD,
              "encryption needs a storage policy of encryption: give flavor `"
                  + desired.sizing().flavor()
                  + "` the extra spec vmware:storage_policy, with the name that the policy has in"
                  + " vCenter, such as `VM Encryption Policy`"));
    }
    return NewerFeature.ENCRYPTION
        .refusal(read, "")
        .or(
            () ->
                KeyProviders.refusal(read)
                    .map(why -> "encryption needs a key provider, and " + why))
        .map(why -> new Problem(FIELD, why));
  }

  static Optional<Change> change(InstanceDesired desired, InstanceState vm) {
    if (!isWanted(desired) || isEncrypted(vm)) {
      return Optional.empty();
    }
    Change change = Change.inPlace(FIELD, has(vm), "true");
    if (VmPolicy.own(vm).stream().anyMatch(Disk::hasParent) && !vm.hasSnapshot()) {
      return Optional.of(
          change.with(Effect.REPLACES, "the disk of a linked clone cannot be encrypted"));
    }
    return Optional.of(
        vm.hasSnapshot()
            ? change.with(
                Effect.REFUSED, "a VM with snapshots cannot be encrypted; remove them first")
            : VmSecureBoot.cold(change, vm, "it is encrypted while it is off"));
  }

  private static boolean isEncrypted(InstanceState vm) {
    Protection has = vm.fittings().protection();
    return has.homeIsEncrypted()
        && VmPolicy.own(vm).stream().allMatch(disk -> has.encryptedDisks().contains(disk.key()));
  }

  /** What of it is plain. */
  private static String has(InstanceState vm) {
    Protection has = vm.fittings().protection();
    if (!has.homeIsEncrypted()) {
      return "false";
    }
    List<String> plain = new ArrayList<>();
    for (Disk disk : VmPolicy.own(vm)) {
      if (!has.encryptedDisks().contains(disk.key())) {
        plain.add(disk.slot());
      }
    }
    return "all but disk " + String.join(", ", plain);
  }

  /** Puts it into the spec of a clone, whose every disk the storage policy has given an edit. */
  static void put(InstanceDesired desired, VirtualMachineConfigSpec spec, VsphereWriter write)
      throws ModuleException {
    if (isWanted(desired)) {
      Set<Integer> all = new HashSet<>();
      VmPolicy.edits(spec).forEach(each -> all.add(each.getDevice().getKey()));
      put(KeyMaking.make(write), true, all, spec);
    }
  }

  private static Set<Integer> own(InstanceState vm) {
    return VmPolicy.own(vm).stream().map(Disk::key).collect(Collectors.toSet());
  }

  /**
   * The one reconfigure of an update, with the encryption of what is plain; a disk that is made for
   * a VM that is encrypted gets a key with its making.
   *
   * <p>The storage policy is put into it first: encryption goes with that.
   *
   * @param before what it does besides; empty for nothing
   * @param guarded as in {@link Reconfigure#of}
   */
  static Optional<VirtualMachineConfigSpec> added(
      Optional<VirtualMachineConfigSpec> before,
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      boolean guarded,
      VsphereWriter write)
      throws ModuleException {
    Optional<VirtualMachineConfigSpec> others =
        VmPolicy.added(before, desired, vm, changes, guarded, write.inventory());
    boolean changed = changes.stream().anyMatch(change -> change.field().equals(FIELD));
    boolean makes =
        others.stream()
            .flatMap(spec -> VmPolicy.edits(spec).stream())
            .anyMatch(VmEncryption::isNewDisk);
    if (!isWanted(desired) || !changed && !makes) {
      return others;
    }
    VirtualMachineConfigSpec spec = others.orElseGet(EncryptingConfigSpec::new);
    Protection has = vm.fittings().protection();
    if (changed) {
      List<VirtualDeviceConfigSpec> edits = new ArrayList<>(VmPolicy.edits(spec));
      for (Disk disk : VmPolicy.own(vm)) {
        boolean edited = edits.stream().anyMatch(each -> each.getDevice().getKey() == disk.key());
        if (!edited && !has.encryptedDisks().contains(disk.key())) {
          edits.add(disk.edited());
        }
      }
      spec.setDeviceChange(edits.toArray(VirtualDeviceConfigSpec[]::new));
    }
    put(KeyMaking.make(write), !has.homeIsEncrypted(), own(vm), spec);
    return Optional.of(spec);
  }

  private static boolean isNewDisk(VirtualDeviceConfigSpec edit) {
    return edit.getDevice() instanceof VirtualDisk
        && edit.getOperation() == VirtualDeviceConfigSpecOperation.add
        && edit.getFileOperation() == VirtualDeviceConfigSpecFileOperation.create;
  }

  /**
   * @param own the keys of its own disks: volumes are left as they are
   */
  private static void put(
      CryptoKeyId key, boolean home, Set<Integer> own, VirtualMachineConfigSpec spec) {
    CryptoSpecEncrypt encrypt = new CryptoSpecEncrypt();
    encrypt.cryptoKeyId = key;
    if (home) {
      ((EncryptingConfigSpec) spec).crypto = encrypt;
    }
    List<VirtualDeviceConfigSpec> edits = new ArrayList<>();
    for (VirtualDeviceConfigSpec each : VmPolicy.edits(spec)) {
      edits.add(
          isNewDisk(each)
                  || each.getDevice() instanceof VirtualDisk disk
                      && own.contains(disk.getKey())
                      && each.getOperation() == VirtualDeviceConfigSpecOperation.edit
              ? encrypting(each, encrypt)
              : each);
    }
    spec.setDeviceChange(edits.toArray(VirtualDeviceConfigSpec[]::new));
  }

  private static VirtualDeviceConfigSpec encrypting(
      VirtualDeviceConfigSpec edit, CryptoSpecEncrypt encrypt) {
    EncryptingDeviceSpec same = new EncryptingDeviceSpec();
    same.setOperation(edit.getOperation());
    same.setFileOperation(edit.getFileOperation());
    same.setDevice(edit.getDevice());
    same.setProfile(edit.getProfile());
    same.backing = new VirtualDeviceConfigSpecBackingSpec();
    same.backing.crypto = encrypt;
    return same;
  }
}
