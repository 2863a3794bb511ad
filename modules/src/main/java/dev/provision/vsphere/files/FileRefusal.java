package dev.provision.vsphere.files;

import java.io.IOException;

/** A host refused a file. */
public final class FileRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public FileRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the host may take the same file later: 503 and the like, but not a full disk (507). */
  public boolean mayPass() {
    return status == 429 || (status >= 500 && status != 501 && status != 507);
  }
}
