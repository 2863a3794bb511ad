package dev.provision.modules.images;

import dev.provision.modules.images.file.RemoteFile;
import java.io.IOException;

/** The downloaded file does not have the playbook's SHA-256; another try would not help. */
final class WrongChecksum extends IOException {
  private static final long serialVersionUID = 1L;

  WrongChecksum(String came, RemoteFile wanted) {
    super(
        "what came has sha256 "
            + came
            + ", "
            + wanted.saidAt()
            + " says "
            + wanted.sha256()
            + "; correct the playbook if the file was replaced on purpose, else see who did it");
  }
}
