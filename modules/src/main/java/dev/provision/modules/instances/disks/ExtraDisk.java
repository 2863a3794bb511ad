package dev.provision.modules.instances.disks;

import dev.provision.spi.Change;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Sizing;
import java.util.Optional;

/** A disk that a flavor can give besides the root disk. */
enum ExtraDisk implements Change.Named {
  EPHEMERAL("ephemeral", "ephemeral0") {
    @Override
    Optional<DataSize> size(Sizing sizing) {
      return sizing.ephemeral();
    }
  },
  SWAP("swap", "swap") {
    @Override
    Optional<DataSize> size(Sizing sizing) {
      return sizing.swap();
    }
  };

  private final String field;
  final String word;

  ExtraDisk(String field, String word) {
    this.field = field;
    this.word = word;
  }

  @Override
  public String field() {
    return field;
  }

  abstract Optional<DataSize> size(Sizing sizing);
}
