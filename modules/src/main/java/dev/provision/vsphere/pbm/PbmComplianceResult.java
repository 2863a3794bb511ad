package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;
import java.util.Calendar;

/** Whether a VM or a disk is where its policy wants it; what it violates is not read. */
@WireType(name = "PbmComplianceResult", since = "6.0")
public final class PbmComplianceResult extends DynamicData {
  private static final long serialVersionUID = 1L;

  public Calendar checkTime;
  public PbmServerObjectRef entity;

  /** Null for one without a policy. */
  public PbmProfileId profile;

  /** {@code PbmComplianceStatus}: {@code compliant}, {@code nonCompliant} and others. */
  public String complianceStatus;

  /** Whether its policy was changed and not applied since. */
  public boolean mismatch;
}
