package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;
import java.util.Calendar;

/** A policy; what it asks for is not read. */
@WireType(name = "PbmProfile", since = "6.0")
public final class PbmProfile extends DynamicData {
  private static final long serialVersionUID = 1L;

  public PbmProfileId profileId;
  public String name;
  public Calendar creationTime;
  public String createdBy;
  public Calendar lastUpdatedTime;
  public String lastUpdatedBy;
}
