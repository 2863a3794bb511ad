package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineBootOptions;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.CryptoKeyId;
import dev.provision.vsphere.newer.CryptoSpec;
import dev.provision.vsphere.newer.CryptoSpecEncrypt;
import dev.provision.vsphere.newer.EncryptingConfigSpec;
import dev.provision.vsphere.newer.EncryptingDeviceSpec;
import dev.provision.vsphere.newer.KeyedConfigInfo;
import dev.provision.vsphere.newer.KeyedFlatBacking;
import dev.provision.vsphere.newer.SecureBootOptions;
import dev.provision.vsphere.newer.VirtualTPM;
import dev.provision.vsphere.wire.VimFault;

/** What protects a VM: the keys of its home and disks, its virtual TPM, secure boot. */
final class Encryption {
  private Encryption() {}

  /** The key that a spec encrypts with; null for none. */
  private static CryptoKeyId key(World world, CryptoSpec crypto) throws VimFault {
    if (!(crypto instanceof CryptoSpecEncrypt encrypt)) {
      return null;
    }
    if (!CryptoManagerKmip.has(world, encrypt.cryptoKeyId)) {
      throw Refuse.argument("crypto.cryptoKeyId", "there is no such key");
    }
    return Values.copy(encrypt.cryptoKeyId);
  }

  /** Encrypts a disk where the change of it says so. */
  static void disk(
      World world, int index, VirtualDisk disk, VirtualDeviceConfigSpec change, boolean running)
      throws VimFault {
    if (!(change instanceof EncryptingDeviceSpec some) || some.backing == null) {
      return;
    }
    CryptoKeyId key = key(world, some.backing.crypto);
    if (key == null) {
      return;
    }
    VirtualDiskFlatVer2BackingInfo flat = (VirtualDiskFlatVer2BackingInfo) disk.backing;
    if (flat.parent != null) {
      throw Refuse.device(index, "backing", "a disk with a parent cannot be encrypted");
    }
    if (running) {
      throw Refuse.power(VirtualMachinePowerState.poweredOn, VirtualMachinePowerState.poweredOff);
    }
    KeyedFlatBacking keyed = new KeyedFlatBacking();
    Values.overlay(flat, keyed);
    keyed.keyId = key;
    disk.backing = keyed;
  }

  /**
   * Applies what a spec says about the VM as a whole, after its other fields.
   *
   * @param config a copy that is changed, its devices too
   * @param before the boot options that it had; null for none
   */
  static void apply(
      World world,
      VirtualMachineConfigSpec spec,
      VirtualMachineConfigInfo config,
      VirtualMachineBootOptions before,
      VirtualMachinePowerState power)
      throws VimFault {
    boot(spec, config, before);
    KeyedConfigInfo keyed = (KeyedConfigInfo) config;
    CryptoKeyId key = spec instanceof EncryptingConfigSpec some ? key(world, some.crypto) : null;
    boolean guarded = hasTpm(config);
    if (key != null || guarded && keyed.keyId == null) {
      if (power != VirtualMachinePowerState.poweredOff) {
        throw Refuse.power(power, VirtualMachinePowerState.poweredOff);
      }
      // vCenter encrypts the home of a VM with a virtual TPM by itself
      keyed.keyId = key == null ? CryptoManagerKmip.standard(world) : key;
    }
    if (guarded && !"efi".equals(config.firmware)) {
      throw Refuse.argument("configSpec.deviceChange", "a virtual TPM needs EFI firmware");
    }
  }

  private static boolean hasTpm(VirtualMachineConfigInfo config) {
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualTPM) {
        return true;
      }
    }
    return false;
  }

  /** Unset fields stay as they are (API, {@code VirtualMachineConfigSpec.bootOptions}). */
  private static void boot(
      VirtualMachineConfigSpec spec,
      VirtualMachineConfigInfo config,
      VirtualMachineBootOptions before)
      throws VimFault {
    if (spec.bootOptions != null) {
      SecureBootOptions merged = new SecureBootOptions();
      if (before != null) {
        Values.overlay(before, merged);
      }
      Values.overlay(spec.bootOptions, merged);
      config.bootOptions = merged;
    }
    if (isSecure(config.bootOptions) && !"efi".equals(config.firmware)) {
      throw Refuse.argument(
          "configSpec.bootOptions.efiSecureBootEnabled", "secure boot needs EFI firmware");
    }
  }

  static boolean isSecure(VirtualMachineBootOptions boot) {
    return boot instanceof SecureBootOptions some && Boolean.TRUE.equals(some.efiSecureBootEnabled);
  }

  /** Whether a spec switches secure boot, which no VM takes while it runs. */
  static boolean switchesBoot(VirtualMachineConfigSpec spec, VirtualMachineConfigInfo config) {
    return spec.bootOptions instanceof SecureBootOptions some
        && some.efiSecureBootEnabled != null
        && some.efiSecureBootEnabled != isSecure(config.bootOptions);
  }
}
