package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualMachineBootOptions;
import dev.provision.vsphere.soap.WireType;

/** Boot options with secure boot. */
@WireType(name = "VirtualMachineBootOptions", since = "6.5")
public final class SecureBootOptions extends VirtualMachineBootOptions {
  private static final long serialVersionUID = 1L;

  /** Only with EFI firmware. */
  @WireType.Before("bootRetryEnabled")
  public Boolean efiSecureBootEnabled;
}
