package dev.provision.vsphere.newer.network;

import com.vmware.vim25.InheritablePolicy;
import dev.provision.vsphere.soap.WireType;

/** Whether a distributed port group learns the MAC addresses behind its ports. */
@WireType(name = "DVSMacLearningPolicy", since = "6.7")
public final class DVSMacLearningPolicy extends InheritablePolicy {
  private static final long serialVersionUID = 1L;

  public boolean enabled;

  public Boolean allowUnicastFlooding;

  /** How many a port learns, up to 4096. */
  public Integer limit;

  /** {@code ALLOW} or {@code DROP}: what happens to frames of further ones. */
  public String limitPolicy;
}
