package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualMachineCloneSpec;
import dev.provision.vsphere.soap.WireType;

/** A clone that says what becomes of the virtual TPM of its source. */
@WireType(name = "VirtualMachineCloneSpec", since = "8.0.0.1")
public final class TpmCloneSpec extends VirtualMachineCloneSpec {
  private static final long serialVersionUID = 1L;

  /**
   * {@code copy}, which a server takes where nothing is said, gives a clone the secrets of its
   * source; {@code replace} gives it an empty one.
   */
  public String tpmProvisionPolicy;
}
