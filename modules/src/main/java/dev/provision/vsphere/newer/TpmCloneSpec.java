package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualMachineCloneSpec;
import dev.provision.vsphere.soap.WireType;

/** A clone spec that says what the clone gets for its source's virtual TPM. */
@WireType(name = "VirtualMachineCloneSpec", since = "8.0.0.1")
public final class TpmCloneSpec extends VirtualMachineCloneSpec {
  private static final long serialVersionUID = 1L;

  /**
   * {@code copy}, the server's default, gives the clone the secrets of its source; {@code replace}
   * gives it an empty TPM.
   */
  public String tpmProvisionPolicy;
}
