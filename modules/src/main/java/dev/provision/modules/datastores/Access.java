package dev.provision.modules.datastores;

import com.vmware.vim25.HostMountMode;
import java.util.Locale;

/** What hosts may do with an export ({@code HostMountInfo.accessMode}). */
public enum Access {
  READ_WRITE(HostMountMode.readWrite),
  READ_ONLY(HostMountMode.readOnly);

  private final HostMountMode mode;

  Access(HostMountMode mode) {
    this.mode = mode;
  }

  static Access of(String mode) {
    return READ_ONLY.mode().equals(mode) ? READ_ONLY : READ_WRITE;
  }

  /** The API's word. */
  String mode() {
    return mode.name();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
