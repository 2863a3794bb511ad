package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineBootOptions;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.NewerProperties;
import dev.provision.vsphere.newer.CryptoKeyId;
import dev.provision.vsphere.newer.KeyedFlatBacking;
import dev.provision.vsphere.newer.KeyedSeSparseBacking;
import dev.provision.vsphere.newer.SecureBootOptions;
import dev.provision.vsphere.newer.VirtualTPM;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a VM is protected: secure boot, TPM and encryption.
 *
 * @param firmware bios or efi; empty if that cannot be read
 * @param secureBoot also false on a server that does not know secure boot
 * @param tpm whether it has a virtual TPM
 * @param homeIsEncrypted by its {@code config.keyId}; that of a VM with a virtual TPM always is
 * @param encryptedDisks the device keys of the disks that have a key
 */
public record Protection(
    String firmware,
    boolean secureBoot,
    boolean tpm,
    boolean homeIsEncrypted,
    Set<Integer> encryptedDisks) {
  public static final String EFI = "efi";
  public static final String FIRMWARE = "config.firmware";

  /** The properties that these are read from, besides the devices. */
  public static final Set<String> PROPERTIES = Set.of(FIRMWARE, VmRescue.BOOT);

  public Protection {
    encryptedDisks = Set.copyOf(encryptedDisks);
  }

  public static Protection read(Item vm, List<VirtualDevice> devices) {
    Set<Integer> encrypted = new HashSet<>();
    boolean tpm = false;
    for (VirtualDevice device : devices) {
      tpm = tpm || device instanceof VirtualTPM;
      if (device instanceof VirtualDisk && hasKey(device)) {
        encrypted.add(device.getKey());
      }
    }
    boolean secureBoot =
        vm.get(VmRescue.BOOT, VirtualMachineBootOptions.class)
            .filter(SecureBootOptions.class::isInstance)
            .map(boot -> ((SecureBootOptions) boot).efiSecureBootEnabled)
            .orElse(false);
    return new Protection(
        vm.get(FIRMWARE, String.class).orElse(""),
        secureBoot,
        tpm,
        vm.get(NewerProperties.KEY, CryptoKeyId.class).isPresent(),
        encrypted);
  }

  private static boolean hasKey(VirtualDevice disk) {
    return disk.getBacking() instanceof KeyedFlatBacking flat && flat.keyId != null
        || disk.getBacking() instanceof KeyedSeSparseBacking sparse && sparse.keyId != null;
  }
}
