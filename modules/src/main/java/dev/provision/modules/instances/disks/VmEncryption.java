package dev.provision.modules.instances.disks;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.Draft;
import dev.provision.modules.instances.vm.InstanceSpec.CloneMode;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.KeyMaking;
import dev.provision.vsphere.kind.KeyProviders;
import dev.provision.vsphere.kind.NewerFeature;
import dev.provision.vsphere.newer.CryptoKeyId;
import dev.provision.vsphere.newer.CryptoSpecEncrypt;
import dev.provision.vsphere.newer.EncryptingDeviceSpec;
import dev.provision.vsphere.newer.VirtualDeviceConfigSpecBackingSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Encrypts a VM's home and its own disks for {@code encrypted: true}, with one new key of the
 * default key provider and an encryption storage policy. Volumes stay as they are. A VM counts as
 * encrypted if its home and its own disks have a key.
 */
public final class VmEncryption implements Part<VmEncryption.Wanted, VmEncryption.Has> {
  static final String FIELD = "encrypted";

  /**
   * @param cloneMode as the playbook says; empty if it does not say
   * @param policy the storage policy that the flavor names
   */
  public record Wanted(
      boolean encrypted, Optional<CloneMode> cloneMode, Optional<String> policy, String flavor) {}

  /**
   * @param own its own disks, volumes left out
   */
  public record Has(Protection protection, List<Disk> own) {}

  @Override
  public Set<String> properties() {
    return Set.of(Devices.HARDWARE);
  }

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  @Override
  public List<Problem> problems(Wanted wanted, Seen<Has> seen, Inventory read) {
    return problem(wanted, read).stream().toList();
  }

  private static Optional<Problem> problem(Wanted wanted, Inventory read) {
    if (!wanted.encrypted()) {
      return Optional.empty();
    }
    if (wanted.cloneMode().filter(CloneMode.LINKED::equals).isPresent()) {
      return Optional.of(
          new Problem(
              "clone",
              "a linked clone shares its image's plain disk and cannot be encrypted; leave it"
                  + " out"));
    }
    if (wanted.policy().isEmpty()) {
      return Optional.of(
          new Problem(
              FIELD,
              "encryption needs a storage policy of encryption: give "
                  + (wanted.flavor().isEmpty()
                      ? "it a flavor with"
                      : "flavor `" + wanted.flavor() + "`")
                  + " the extra spec vmware:storage_policy, with the name that the policy has in"
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

  @Override
  public List<Change> changes(Wanted wanted, Has seen, Vm vm) {
    if (!wanted.encrypted() || isEncrypted(seen)) {
      return List.of();
    }
    Change change = Change.inPlace(FIELD, shown(seen), "true");
    if (seen.own().stream().anyMatch(Disk::hasParent) && !vm.hasSnapshot()) {
      return List.of(
          change.with(Effect.REPLACES, "the disk of a linked clone cannot be encrypted"));
    }
    return List.of(
        vm.hasSnapshot()
            ? change.with(
                Effect.REFUSED, "a VM with snapshots cannot be encrypted; remove them first")
            : vm.cold(change, "it is encrypted while it is off"));
  }

  private static boolean isEncrypted(Has seen) {
    Protection has = seen.protection();
    return has.homeIsEncrypted()
        && seen.own().stream().allMatch(disk -> has.encryptedDisks().contains(disk.key()));
  }

  /** Which parts of the VM are not encrypted yet, for the plan. */
  private static String shown(Has seen) {
    Protection has = seen.protection();
    if (!has.homeIsEncrypted()) {
      return "false";
    }
    List<String> plain = new ArrayList<>();
    for (Disk disk : seen.own()) {
      if (!has.encryptedDisks().contains(disk.key())) {
        plain.add(disk.slot());
      }
    }
    return "all but disk " + String.join(", ", plain);
  }

  /**
   * Encrypts a clone. VmPolicy has added an edit for every disk of it by now, so all edits get the
   * key.
   */
  @Override
  public void completeNew(Wanted wanted, Has template, CreateDraft draft) throws ModuleException {
    if (wanted.encrypted() && draft.isClone()) {
      Set<Integer> all = new HashSet<>();
      draft.edits().forEach(each -> all.add(each.getDevice().getKey()));
      put(KeyMaking.make(draft.write()), true, all, draft);
    }
  }

  /** A new disk of an encrypted VM gets a key when it is made. */
  @Override
  public void complete(Wanted wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft)
      throws ModuleException {
    boolean makes = draft.edits().stream().anyMatch(Draft::isNewDisk);
    if (!wanted.encrypted() || what.isEmpty() && !makes) {
      return;
    }
    Protection has = seen.protection();
    if (!what.isEmpty()) {
      for (Disk disk : seen.own()) {
        if (draft.editOf(disk.key()).isEmpty() && !has.encryptedDisks().contains(disk.key())) {
          draft.put(disk.edited());
        }
      }
    }
    Set<Integer> own = seen.own().stream().map(Disk::key).collect(Collectors.toSet());
    put(KeyMaking.make(draft.write()), !has.homeIsEncrypted(), own, draft);
  }

  /**
   * @param own the device keys of the VM's own disks; volumes are not touched
   */
  private static void put(CryptoKeyId key, boolean home, Set<Integer> own, Draft draft) {
    CryptoSpecEncrypt encrypt = new CryptoSpecEncrypt();
    encrypt.cryptoKeyId = key;
    if (home) {
      draft.config().crypto = encrypt;
    }
    draft.replaceEdits(
        each ->
            Draft.isNewDisk(each)
                    || each.getDevice() instanceof VirtualDisk disk
                        && own.contains(disk.getKey())
                        && each.getOperation() == VirtualDeviceConfigSpecOperation.edit
                ? encrypting(each, encrypt)
                : each);
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
